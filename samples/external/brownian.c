/* Active Brownian particles: each keeps its speed and turns at random.
   cc -O2 -o brownian brownian.c -lm; arguments: run.json trajectory.csv */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;

static double uniform(void) /* SplitMix64 */
{
    uint64_t z = state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return ((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

/* The number behind "key": enough for a file whose keys are all different. */
static double number(const char *json, const char *key)
{
    char quoted[64];
    snprintf(quoted, sizeof quoted, "\"%s\":", key);
    const char *at = strstr(json, quoted);
    if (!at) { fprintf(stderr, "expected %s in the description of the run\n", quoted); exit(1); }
    return strtod(at + strlen(quoted), NULL);
}

int main(int argc, char **argv)
{
    static char json[65536];
    FILE *in = argc == 3 ? fopen(argv[1], "r") : NULL;
    if (!in) { fprintf(stderr, "expected arguments run.json trajectory.csv\n"); return 1; }
    json[fread(json, 1, sizeof json - 1, in)] = 0;
    fclose(in);
    state = (uint64_t)number(json, "seed");
    double lx = number(json, "lx"), ly = number(json, "ly"), dt = number(json, "dt");
    double speed = number(json, "speed"), turning = number(json, "turning");
    int particles = (int)number(json, "particles"), steps = (int)(number(json, "duration") / dt + 1e-9);
    double *x = malloc(3 * particles * sizeof *x), *y = x + particles, *angle = y + particles;
    FILE *out = fopen(argv[2], "w");
    if (!x || !out) { perror(argv[2]); return 1; }
    for (int i = 0; i < particles; i++) { x[i] = lx * uniform(); y[i] = ly * uniform(); angle[i] = 2 * M_PI * uniform(); }
    fprintf(out, "time,id,x,y\n");
    for (int step = 0; step <= steps; step++)
        for (int i = 0; i < particles; i++) {
            fprintf(out, "%.17g,%d,%.9g,%.9g\n", step * dt, i, x[i], y[i]);
            /* uniform noise of the variance 2 · turning · dt */
            angle[i] += sqrt(24 * turning * dt) * (uniform() - 0.5);
            x[i] += dt * speed * cos(angle[i]);
            y[i] += dt * speed * sin(angle[i]);
        }
    return fclose(out) == 0 ? 0 : 1;
}
