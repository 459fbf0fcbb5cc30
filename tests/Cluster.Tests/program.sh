#!/bin/sh
# A simulator for the tests: five particles on straight lines, by the seed. It says that it began in the folder
# "began" beside it, and waits while a file "hold" lies there.
seed=$(sed -n 's/.*"seed": *\([0-9]*\).*/\1/p' "$1")
here=$(dirname "$0")
mkdir -p "$here/began" && : > "$here/began/$seed"
while [ -e "$here/hold" ]; do sleep 0.1; done
awk -v seed="$seed" 'BEGIN {
  srand(seed)
  for (i = 0; i < 5; i++) { x[i] = 10 * rand(); y[i] = 10 * rand(); u[i] = rand() - 0.5; v[i] = rand() - 0.5 }
  print "time,id,x,y"
  for (t = 0; t <= 20; t++)
    for (i = 0; i < 5; i++) printf "%.1f,%d,%.6f,%.6f\n", t / 10, i, (x[i] + u[i] * t / 10 + 10) % 10, (y[i] + v[i] * t / 10 + 10) % 10
}' > "$2"
