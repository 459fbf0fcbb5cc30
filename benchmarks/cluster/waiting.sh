#!/bin/sh
# Five particles on straight lines, by the seed, after two seconds.
sleep 2
seed=$(sed -n 's/.*"seed": *\([0-9]*\).*/\1/p' "$1")
awk -v seed="$seed" 'BEGIN {
  srand(seed)
  for (i = 0; i < 5; i++) { x[i] = 10 * rand(); y[i] = 10 * rand(); u[i] = rand() - 0.5; v[i] = rand() - 0.5 }
  print "time,id,x,y"
  for (t = 0; t <= 50; t++)
    for (i = 0; i < 5; i++) printf "%.1f,%d,%.6f,%.6f\n", t / 10, i, (x[i] + u[i] * t / 10 + 10) % 10, (y[i] + v[i] * t / 10 + 10) % 10
}' > "$2"
