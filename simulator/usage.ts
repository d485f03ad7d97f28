export const USAGE = `usage: npm run sim -- <command> [options]

  replay     sends the cases of a file as they happened
    --from FILE        .csv or .ndjson, also with .gz
    --profile P        name in profiles/ or a folder
    --mapping FILE     how rows become events, see docs/mappings.md; default: the profile's
                       mapping.json for a .csv, none for an .ndjson of case events
    --speed S          event time runs S times as fast as the clock, or max (default)
    --shift none|days  days: moved by whole days, the newest event lies just before now
    --until TIME       leaves out what happened later, RFC 3339
    --warm DAYS        sends the first days of the stream at full speed
    --loop             starts over after the end, with new cases
    --stay             stays after the end and says that there is nothing new

  generate   makes up the cases of a city
    --profile P        name in profiles/ or a folder, with a generator.json
    --days N           days of history, the day of --end included (default 30)
    --per-day N        cases of a mean day (default 3000)
    --seed S           whole number; the same seed and end give the same history (default 1)
    --end TIME         end of the history, RFC 3339 (default now)
    --live             goes on after the history, until interrupted
    --rate N           events a second of --live (default 5)

  load       sends at a rate, with screens, and proves the numbers: npm run sim -- load --help

  replay and generate send to one of
    --to URL --token T a GridWall server and a source's token
    --out FILE         an .ndjson file, packed when it ends in .gz

exit: 0 done, 1 something was rejected or failed, 2 the options do not fit
`
