"""Degenerate matrices and their singular values, by LAPACK's gesvd: as they are, and with the mean row subtracted."""
import numpy as np, scipy.linalg as sl
rng = np.random.default_rng(20261125)
m, n = 24, 16
g = rng.standard_normal
cases = {}
cases["repeated_rows"] = np.repeat(g((3, n)), 8, axis=0)
cases["repeated_columns"] = np.repeat(g((m, 2)), 8, axis=1)
cases["one_moving_row"] = np.vstack([np.tile(g((1, n)), (m - 1, 1)), g((1, n))])
cases["rank_three"] = g((m, 3)) @ g((3, n))
z = g((m, n)); z[:, ::2] = 0; z[::3] = 0
cases["zero_rows_and_columns"] = z
s = np.zeros((m, n)); s[5, 7] = 3
cases["one_element"] = s
cases["huge"] = g((m, n)) * 1e300
cases["tiny"] = g((m, n)) * 1e-300
cases["subnormal"] = g((m, n)) * 1e-312
cases["repeated_huge"] = np.repeat(g((3, n)), 8, axis=0) * 1e300
cases["repeated_tiny"] = np.repeat(g((3, n)), 8, axis=0) * 1e-300
cases["graded_columns"] = g((m, n)) * 10.0 ** (-20 * np.arange(n))
cases["graded_rows"] = g((m, n)) * (10.0 ** (-12 * np.arange(m)))[:, None]
mixed = g((m, n)); mixed[:, ::3] *= 1e-300; mixed[:, 1::3] *= 1e290
cases["huge_and_tiny_columns"] = mixed
cases["geometric_residues"] = np.tile(g((1, n)), (m, 1)) + 1e-15 * g((m, n))
cases["equal_singular_values"] = np.vstack([np.eye(n), np.zeros((m - n, n))]) * 2.5
out = {}
for name, a in cases.items():
    # A power of two brings the largest element near 1: nothing over- or underflows that counts.
    e = 0 if not a.any() else int(np.floor(np.log2(np.abs(a).max())))
    b = np.ldexp(a, -e)
    out[name + ".a"] = a
    out[name + ".s"] = np.ldexp(sl.svdvals(b, check_finite=True), e)
    x = (b - b[0]).astype(np.longdouble); x -= x.mean(axis=0)  # differences of near rows are exact
    out[name + ".c"] = np.ldexp(sl.svd(x.astype(float), compute_uv=False, lapack_driver="gesvd"), e)
np.savez_compressed("degenerate.npz", **out)
