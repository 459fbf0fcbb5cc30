namespace Rom.Abstractions;

/// <summary>The rectangle [0, Lx) × [0, Ly).</summary>
public sealed record Domain
{
    /// <summary>Creates a domain.</summary>
    /// <param name="lx">Width [length units], positive.</param>
    /// <param name="ly">Height [length units], positive.</param>
    /// <param name="boundary">The behaviour at its edge.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is not a positive, finite number.</exception>
    public Domain(double lx, double ly, Boundary boundary)
    {
        if (!(lx > 0 && double.IsFinite(lx)))
            throw new ArgumentOutOfRangeException(nameof(lx), lx, "expected a positive, finite width");
        if (!(ly > 0 && double.IsFinite(ly)))
            throw new ArgumentOutOfRangeException(nameof(ly), ly, "expected a positive, finite height");
        (Lx, Ly, Boundary) = (lx, ly, boundary);
    }

    /// <summary>Width [length units].</summary>
    public double Lx { get; }

    /// <summary>Height [length units].</summary>
    public double Ly { get; }

    /// <summary>The behaviour at the edge.</summary>
    public Boundary Boundary { get; }

    /// <summary>
    /// The displacement to the nearest image (minimum image): d − L·round(d/L) in each direction on a torus, d itself
    /// between walls.
    /// </summary>
    /// <param name="dx">Difference of two x [length units].</param>
    /// <param name="dy">Difference of two y [length units].</param>
    public (double Dx, double Dy) NearestImage(double dx, double dy) => Boundary == Boundary.Periodic
        ? (dx - Lx * Math.Round(dx / Lx), dy - Ly * Math.Round(dy / Ly))
        : (dx, dy);
}
