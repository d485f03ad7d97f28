export const USAGE = `usage: npm run sim -- <command> [options]

  replay     sends the cases of a file as they happened
    --from FILE        .csv, .ndjson, .json or .parquet, all but the last also with .gz
    --profile P        name in profiles/ or a folder
    --mapping FILE     how rows become events, see docs/mappings.md; default: the profile's
                       mapping.json, none for an .ndjson of case events
    --speed S          event time runs S times as fast as the clock, or max (default)
    --shift none|days  days: moved by whole days, the newest event lies just before now
    --until TIME       leaves out what happened later, RFC 3339
    --warm DAYS        sends the first days of the stream at full speed
    --loop             starts over after the end, with new cases
    --state FILE       keeps how far it was sent: another run goes on from there
    --stay             stays after the end and says that there is nothing new

  generate   makes up the cases of a city
    --profile P        name in profiles/ or a folder, with a generator.json
    --days N           days of history, the day of --end included (default 30)
    --per-day N        cases of a mean day (default 3000)
    --seed S           whole number; the same seed and end give the same history (default 1)
    --end TIME         end of the history, RFC 3339 (default now)
    --live             goes on after the history, until interrupted
    --rate N           events a second of --live (default: as busy as the history's same hours)

  scenario FILE   plays a script: a base stream and what happens in it, see docs/scenarios.md;
                  FILE is a file or one of ordinary-day, overload, rainstorm, visit-day
    --speed S          the timeline runs S times as fast as the clock, or max (default)
    --seed S           whole number; the same seed and start give the same bytes (default 1)
    --start TIME       begin of the timeline, RFC 3339 (default: the scenario's)
    --live             the timeline begins now, its times S times as close (--speed, default 1)
    --loop             begins the timeline again after its end
    --profile P        another city than the scenario's

  scaffold   makes a profile from a case table: another city's data on the wall in five minutes
    --from FILE        the table
    --mapping FILE     in which columns things stand; codes need not exist yet
    --out FOLDER       the new profile; its last part becomes the city's id
    --name NAME        the city's name (default: the id)
    --timezone ZONE    IANA name (default: the mapping's)

  follow     polls an Open311 GeoReport v2 endpoint and sends what is new
    --from URL         address of its requests.json
    --profile P, --mapping FILE
    --state FILE       keeps how far it was read: another run goes on from there
    --every S          seconds from poll to poll (default 60)
    --once             one poll, then the end

  record     writes a server's ledger as a file for replay, without what could identify a person
    --from URL         a GridWall server
    --token T          its view token, where it has one
    --out FILE         an .ndjson file, packed when it ends in .gz
    --follow           goes on with what is accepted later, until interrupted

  load       sends at a rate, with screens, and proves the numbers: npm run sim -- load --help

  replay, generate and scenario send to one of, follow to the first of
    --to URL --token T a GridWall server and a source's token
    --out FILE         an .ndjson file, packed when it ends in .gz

exit: 0 done, 1 something was rejected or failed, 2 the options do not fit
`
