using System.Globalization;
using Recorded.Options;
using Rom.Abstractions;

namespace Recorded.Reading;

/// <summary>Converts a file's content into the units and onto the domain of the experiment.</summary>
/// <param name="options">Units, origin, domain.</param>
internal sealed class Placement(RecordedOptions options)
{
    // Unit and origin cost a rounding error, so a particle on the edge counts as inside.
    private const double EdgeAllowance = 1e-9;

    private readonly DomainOptions domain = options.Domain;

    private string RemedyOfPositions => options.Remedy(
        "check simulator.length_unit and the domain's size and origin, or choose domain.outside: drop"
            + (domain.Boundary == Boundary.Periodic ? " or wrap" : ""),
        "check simulator.domain, or keep particles within its walls");

    /// <summary>The remedy for times that do not fit.</summary>
    public string RemedyOfTimes =>
        options.Remedy("check simulator.time_unit and the column of times", "check the program's times");

    private readonly double velocityUnit = options.VelocityUnit
        ?? options.LengthUnit / (options.FrameRate is null ? options.TimeUnit : 1);

    /// <summary>Converts the time of a frame, or between two.</summary>
    /// <param name="value">Its number or its time in the file, or the difference of two.</param>
    public double Time(double value) => options.FrameRate is { } rate ? value / rate : value * options.TimeUnit;

    /// <summary>Returns the precision of the file's times, in time units.</summary>
    /// <param name="digits">The digits of the times, unless they are frame numbers.</param>
    public FrameClock Clock(TimeDigits digits) =>
        options.FrameRate is null ? digits.ToClock(options.TimeUnit) : FrameClock.Exact with { CountsFrames = true };

    /// <summary>Converts a component of a velocity [length units per time unit].</summary>
    /// <param name="value">The component in the file.</param>
    public double Velocity(double value) => value * velocityUnit;

    /// <summary>Converts a position onto the domain; null where it counts as absent.</summary>
    /// <param name="x">x in the file, finite.</param>
    /// <param name="y">y in the file, finite.</param>
    /// <exception cref="MisfitException">The position is outside, and the options refuse that.</exception>
    public (double X, double Y)? Position(double x, double y)
    {
        double placedX = x * options.LengthUnit - domain.OriginX, placedY = y * options.LengthUnit - domain.OriginY;
        if (IsOn(placedX, domain.Lx) && IsOn(placedY, domain.Ly))
            return (Math.Clamp(placedX, 0, domain.Lx), Math.Clamp(placedY, 0, domain.Ly));
        return domain.Outside switch
        {
            Outside.Drop => null,
            Outside.Wrap when double.IsFinite(placedX) && double.IsFinite(placedY) =>
                (Wrapped(placedX, domain.Lx), Wrapped(placedY, domain.Ly)),
            _ => throw new MisfitException(string.Create(
                CultureInfo.InvariantCulture,
                $"expected a position on the domain of {domain.Lx:G6} × {domain.Ly:G6}, "
                + $"found ({placedX:G9}, {placedY:G9}), which is ({x:G9}, {y:G9}) in the file; "
                + $"{RemedyOfPositions}")),
        };
    }

    private static bool IsOn(double value, double length) =>
        value >= -EdgeAllowance * length && value <= (1 + EdgeAllowance) * length;

    private static double Wrapped(double value, double length) => value - length * Math.Floor(value / length);
}
