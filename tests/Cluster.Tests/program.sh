#!/bin/sh
# A simulator for tests and benchmarks: five particles on straight lines, by the seed. It takes as many seconds as its parameter says, and waits
# while a file "hold" lies beside it; where a folder "began" does, it says there that it began.
value() { sed -n "s/.*\"$1\": *\([0-9.][0-9.]*\).*/\1/p" "$request"; }
request=$1
seed=$(value seed)
wait=$(value parameter)
here=$(dirname "$0")
[ ! -d "$here/began" ] || : > "$here/began/$seed"
sleep "${wait:-0}"
while [ -e "$here/hold" ]; do sleep 0.1; done
awk -v seed="$seed" -v duration="$(value duration)" 'BEGIN {
  srand(seed)
  for (i = 0; i < 5; i++) { x[i] = 10 * rand(); y[i] = 10 * rand(); u[i] = rand() - 0.5; v[i] = rand() - 0.5 }
  print "time,id,x,y"
  for (t = 0; t <= 10 * duration; t++)
    for (i = 0; i < 5; i++) printf "%.1f,%d,%.6f,%.6f\n", t / 10, i, (x[i] + u[i] * t / 10 + 10) % 10, (y[i] + v[i] * t / 10 + 10) % 10
}' > "$2"
