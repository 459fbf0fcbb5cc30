using System.Numerics.Tensors;

namespace Rom.Numerics.Fft;

/// <summary>
/// Follows a peak of a correlation from one field to the next: up from where it was. Of fields with several clusters it
/// stays with one, where the highest peak would jump from one to the other. What comes later changes nothing.
/// </summary>
/// <remarks>
/// The fraction of a cell is that of the vertex of a paraboloid through the nine cells about the peak. The phases of
/// the first Fourier modes would give it too, but these modes vanish for two equal clusters half a domain apart, and
/// frames are aligned by the peak. The vertex of a bump of width s, in cells, is off by at most about 0.1/s² cells;
/// the error does not add up from field to field.
/// </remarks>
/// <param name="ny">Rows.</param>
/// <param name="nx">Columns.</param>
internal sealed class PeakTracker(int ny, int nx)
{
    // The followed peak is left where it is less than half as high above the mean as the highest: then it stands for a
    // smaller part of the field than another.
    private const double LeastShare = 0.5;

    // The roughness of one peak is no jump.
    private const int Roughness = 2;

    // With less curvature than this share along it, a paraboloid is a ridge, whose vertex lies anywhere on it.
    private const double LeastCurvature = 0.01;

    private readonly List<SubcellShift> shifts = [];
    private readonly List<int> jumps = [];
    private (int Y, int X) at;

    /// <summary>The shifts so far.</summary>
    public ShiftTrack Track => new([.. shifts], [.. jumps]);

    /// <summary>Adds a field.</summary>
    /// <param name="correlation">Its correlation with the reference, at minus the shift [ny, nx].</param>
    /// <param name="tie">Correlations that are closer are equal but for rounding.</param>
    /// <param name="highest">The shift of the highest correlation.</param>
    public void Add(ReadOnlySpan<double> correlation, double tie, Shift highest)
    {
        if (shifts.Count == 0) at = (highest.Dy, highest.Dx);
        else Follow(correlation, tie, highest);
        shifts.Add(Vertex(correlation, tie));
    }

    private void Follow(ReadOnlySpan<double> correlation, double tie, Shift highest)
    {
        var top = Climb(correlation, tie);
        double mean = TensorPrimitives.Sum(correlation) / correlation.Length;
        double height = At(correlation, highest.Dy, highest.Dx) - mean;
        if (At(correlation, top.Y, top.X) - mean >= LeastShare * height - tie)
        {
            at = top;
            return;
        }
        int y = Nearest(highest.Dy - at.Y, ny), x = Nearest(highest.Dx - at.X, nx);
        if (Math.Max(Math.Abs(y), Math.Abs(x)) > Roughness) jumps.Add(shifts.Count);
        at = (at.Y + y, at.X + x);
    }

    // Each step is higher by more than rounding, so that it ends.
    private (int Y, int X) Climb(ReadOnlySpan<double> correlation, double tie)
    {
        var (y, x) = at;
        while (true)
        {
            var (bestY, bestX, best) = (0, 0, At(correlation, y, x) + tie);
            for (int dy = -1; dy <= 1; dy++)
            {
                for (int dx = -1; dx <= 1; dx++)
                {
                    if (At(correlation, y + dy, x + dx) is var value && value > best)
                        (bestY, bestX, best) = (dy, dx, value);
                }
            }
            if (bestY == 0 && bestX == 0) return (y, x);
            (y, x) = (y + bestY, x + bestX);
        }
    }

    // −H⁻¹ g, with gradient and curvatures as central differences.
    private SubcellShift Vertex(ReadOnlySpan<double> correlation, double tie)
    {
        var (y, x) = at;
        double centre = At(correlation, y, x);
        double below = At(correlation, y - 1, x), above = At(correlation, y + 1, x);
        double left = At(correlation, y, x - 1), right = At(correlation, y, x + 1);
        double gy = (above - below) / 2, gx = (right - left) / 2;
        double hyy = above - 2 * centre + below, hxx = right - 2 * centre + left;
        double hxy = (At(correlation, y + 1, x + 1) - At(correlation, y + 1, x - 1)
            - At(correlation, y - 1, x + 1) + At(correlation, y - 1, x - 1)) / 4;
        // The curvatures along the principal axes, the stronger one and then the other.
        double mean = (hyy + hxx) / 2, apart = double.Hypot((hyy - hxx) / 2, hxy);
        double strong = mean - apart, weak = mean + apart, rounding = 4 * tie;
        double dy = 0, dx = 0;
        if (weak < Math.Min(-rounding, LeastCurvature * strong))
        {
            double determinant = hyy * hxx - hxy * hxy;
            (dy, dx) = ((hxy * gx - hxx * gy) / determinant, (hxy * gy - hyy * gx) / determinant);
        }
        else if (strong < -rounding) // a ridge: the vertex across it
        {
            var (sin, cos) = Math.SinCos(Math.Atan2(2 * hxy, hyy - hxx) / 2);
            double across = -(cos * gx - sin * gy) / strong;
            (dy, dx) = (-sin * across, cos * across);
        }
        return new SubcellShift(y + Math.Clamp(dy, -0.5, 0.5), x + Math.Clamp(dx, -0.5, 0.5));
    }

    private double At(ReadOnlySpan<double> correlation, int dy, int dx) =>
        correlation[Modulo(-dy, ny) * nx + Modulo(-dx, nx)];

    private static int Nearest(int way, int n) => Modulo(way, n) is var up && 2 * up <= n ? up : up - n;

    private static int Modulo(int value, int n) => (value % n + n) % n;
}
