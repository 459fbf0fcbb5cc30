using System.Numerics;

namespace RomHost.Tests.Pipeline.Waves;

/// <summary>
/// Solves the Kuramoto–Sivashinsky equation u_t = −u u_x − u_xx − u_xxxx on a circle: Fourier modes in space, and
/// exponential time differencing of fourth order in time (Kassam and Trefethen, SIAM J. Sci. Comput. 26, 2005, whose
/// contour integrals give the coefficients).
/// </summary>
/// <remarks>
/// Only modes of wave numbers from 0 are kept, so that u stays real: with all of them rounding grows into an imaginary
/// part, which the nonlinear term does not see and nothing bounds.
/// </remarks>
internal sealed class KuramotoSivashinsky
{
    private const int ContourPoints = 32;

    private readonly int points;
    private readonly Complex[] roots; // e^(2πi j / points)
    private readonly Complex[] gradient; // −i k / 2, of u²
    private readonly double[] whole, half, q, f1, f2, f3;

    /// <summary>Prepares a solution.</summary>
    /// <param name="length">Circumference L.</param>
    /// <param name="points">Points on the circle, even.</param>
    /// <param name="step">Time step h.</param>
    public KuramotoSivashinsky(double length, int points, double step)
    {
        (Length, this.points) = (length, points);
        roots = [.. Enumerable.Range(0, points).Select(j => Complex.FromPolarCoordinates(1, Math.Tau * j / points))];
        double[] k = [.. Enumerable.Range(0, points / 2).Select(m => Math.Tau * m / length)];
        double[] linear = [.. k.Select(k => (k * k) - (k * k * k * k))];
        gradient = [.. k.Select(k => new Complex(0, -k / 2))];
        whole = [.. linear.Select(l => Math.Exp(step * l))];
        half = [.. linear.Select(l => Math.Exp(step * l / 2))];
        q = Of(z => (Complex.Exp(z / 2) - 1) / z);
        f1 = Of(z => (-4 - z + (Complex.Exp(z) * (4 - (3 * z) + (z * z)))) / (z * z * z));
        f2 = Of(z => (2 + z + (Complex.Exp(z) * (-2 + z))) / (z * z * z));
        f3 = Of(z => (-4 - (3 * z) - (z * z) + (Complex.Exp(z) * (4 - z))) / (z * z * z));

        double[] Of(Func<Complex, Complex> phi) =>
        [
            .. linear.Select(l => step * Enumerable.Range(0, ContourPoints).Average(j =>
                phi((step * l) + Complex.FromPolarCoordinates(1, Math.PI * (j + 0.5) / ContourPoints)).Real)),
        ];
    }

    /// <summary>Circumference L.</summary>
    public double Length { get; }

    /// <summary>Returns the modes of values, v_k = Σ_j u_j e^(−2πi jk / points) / points.</summary>
    /// <param name="values">u [points].</param>
    public Complex[] ModesOf(double[] values) =>
    [
        .. Enumerable.Range(0, points / 2).Select(k =>
        {
            Complex sum = 0;
            for (int j = 0; j < points; j++) sum += values[j] * Complex.Conjugate(roots[j * k % points]);
            return sum / points;
        }),
    ];

    /// <summary>Returns the values of modes.</summary>
    /// <param name="modes">v [points / 2].</param>
    public double[] ValuesOf(Complex[] modes) =>
    [
        .. Enumerable.Range(0, points).Select(j =>
        {
            double sum = modes[0].Real;
            for (int k = 1; k < modes.Length; k++) sum += 2 * (modes[k] * roots[j * k % points]).Real;
            return sum;
        }),
    ];

    /// <summary>Returns the modes after a step.</summary>
    /// <param name="v">The modes.</param>
    public Complex[] Step(Complex[] v)
    {
        var nv = Nonlinear(v);
        Complex[] a = Each(k => (half[k] * v[k]) + (q[k] * nv[k])), na = Nonlinear(a);
        Complex[] b = Each(k => (half[k] * v[k]) + (q[k] * na[k])), nb = Nonlinear(b);
        Complex[] c = Each(k => (half[k] * a[k]) + (q[k] * ((2 * nb[k]) - nv[k]))), nc = Nonlinear(c);
        return Each(k =>
            (whole[k] * v[k]) + (nv[k] * f1[k]) + (2 * (na[k] + nb[k]) * f2[k]) + (nc[k] * f3[k]));
    }

    private Complex[] Nonlinear(Complex[] v)
    {
        Complex[] square = ModesOf([.. ValuesOf(v).Select(u => u * u)]);
        return Each(k => gradient[k] * square[k]);
    }

    private Complex[] Each(Func<int, Complex> of) => [.. Enumerable.Range(0, points / 2).Select(of)];
}
