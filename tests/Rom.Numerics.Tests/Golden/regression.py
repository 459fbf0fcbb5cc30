"""Truth for least squares, ridge regression, eigenvalues and standardisation, by NumPy and SciPy."""
import numpy as np, scipy.linalg as sl
rng = np.random.default_rng(26)
g = rng.standard_normal
out = {}

# Least squares, minimum norm: numpy.linalg.lstsq.
a = g((30, 5)); b = g((30, 3))
lsq = {"full": (a, b), "wide": (g((4, 9)), g((4, 2))), "square": (g((6, 6)), g((6, 1)))}
lsq["repeated"] = (np.hstack([a, a[:, :2]]), b)
lsq["rank_two"] = (g((20, 2)) @ g((2, 6)), g((20, 2)))
lsq["zero_column"] = (np.hstack([a, np.zeros((30, 1))]), b)
for name, (p, q) in lsq.items():
    x, _, rank, s = np.linalg.lstsq(p, q, rcond=None)
    out.update({f"lsq.{name}.a": p, f"lsq.{name}.b": q, f"lsq.{name}.x": x, f"lsq.{name}.s": s, f"lsq.{name}.rank": np.array(float(rank))})

# Ridge with an intercept: the augmented least-squares problem of the centred data.
def ridge(x, y, alpha):
    xm, ym = x.mean(0), y.mean(0)
    m = np.vstack([x - xm, np.diag(np.sqrt(alpha))]); t = np.vstack([y - ym, np.zeros((x.shape[1], y.shape[1]))])
    w = np.linalg.lstsq(m, t, rcond=None)[0].T
    return w, ym - w @ xm
x = g((40, 4)) * [1, 10, 0.1, 3] + [5, -3, 0, 100]; y = x @ g((4, 2)) + g((40, 2)) + 7
near = np.hstack([x, x[:, :1] + 1e-7 * g((40, 1))])
cases = {"plain": (x, y, np.full(4, 0.5)), "none": (x, y, np.zeros(4)), "blocks": (x, y, np.array([0.1, 0.1, 20, 20.0])),
         "strong": (x, y, np.full(4, 1e6)), "near": (near, y, np.full(5, 1e-10)), "wide": (g((5, 12)), g((5, 2)), np.full(12, 1e-3)),
         "repeated": (np.hstack([x, x]), y, np.full(8, 0.5)), "constant": (np.hstack([x, np.full((40, 1), 0.1)]), y, np.full(5, 0.5))}
for name, (p, q, alpha) in cases.items():
    w, c = ridge(p, q, alpha)
    out.update({f"ridge.{name}.x": p, f"ridge.{name}.y": q, f"ridge.{name}.alpha": alpha, f"ridge.{name}.w": w, f"ridge.{name}.c": c})

# Eigenvalues of general matrices, the largest magnitude first.
def companion(blocks):
    r = blocks[0].shape[0]; n = r * len(blocks); c = np.zeros((n, n)); c[:r] = np.hstack(blocks); c[r:, :-r] = np.eye(n - r); return c
rot = sl.block_diag(*[r * np.array([[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]]) for r, t in [(0.9, 0.3), (0.5, 2.0), (1.1, 1.2)]])
q = np.linalg.qr(g((6, 6)))[0]
eig = {"gaussian": g((17, 17)), "companion": companion([0.5 * g((3, 3)) / (k + 1) for k in range(4)]),
       "rotations": q @ rot @ q.T, "triangular": np.triu(g((8, 8))), "symmetric": (lambda m: m + m.T)(g((9, 9))),
       "rank_one": np.outer(g(7), g(7)), "graded": g((6, 6)) * 10.0 ** (4 * (np.arange(6)[:, None] - np.arange(6)[None])),
       "permutation": np.roll(np.eye(9), 1, axis=0), "zero": np.zeros((4, 4)), "one": np.array([[-3.0]])}
for name, m in eig.items():
    b, _ = sl.matrix_balance(m, permute=False)
    v = np.linalg.eigvals(b)
    out.update({f"eig.{name}.a": m, f"eig.{name}.norm": np.array(np.linalg.norm(b)), f"eig.{name}.re": v.real.copy(), f"eig.{name}.im": v.imag.copy() if np.iscomplexobj(v) else np.zeros(len(v))})

s = g((25, 3)) * [1e-5, 1, 1e9] + [0, 1e6, -1e9]
out.update({"std.x": s, "std.mean": s.mean(0), "std.scale": s.std(0)})
np.savez_compressed("regression.npz", **out)
