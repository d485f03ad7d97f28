export const LOAD_USAGE = `usage: npm run sim -- load --to URL --token T [options]

  sends case events on a schedule that does not wait for answers, watches screens, and then holds
  every number of the server against an oracle that knows what was sent

    --to URL           a GridWall server on this machine, with an empty ledger
    --token T          of a source of GRIDWALL_SOURCES
    --view-token V     GRIDWALL_VIEW_TOKEN, where it is set
    --rate N           lines a second (default 1000)
    --duration D       30s, 10m, 2h (default 1m)
    --screens N        socket.io screens, in other processes (default 0)
    --browser          one wall in Chromium, to measure up to the pixel
    --chaos LIST       percents of lines sent twice, held back long, held back shortly, and of lines
                       added that must be rejected: dup=5,late=2,shuffle=5,bad=1
    --find-max         searches the highest rate, ten seconds a step, within the duration,
    --bound MS         whose p99 stays within this (default 500)
    --report FILE      report as one HTML file, its figures as JSON beside it
    --profile P        name in profiles/ or a folder (default: the server's, by its id)
    --seed S           whole number; the same seed sends the same cases (default 1)
    --days N           days of history that the events are spread over (default 30)
    --producers N      processes that send (default: one for every 12,000 lines a second)
    --scopes N|all     most scopes of the lowest level that are compared (default 100)
    --on-top           the ledger may hold something: it is read first and counted with the rest

exit: 0 every event counted once and every number exact, 1 not so, 2 the options do not fit
`
