using System.ComponentModel.DataAnnotations;

namespace Recorded.Options;

/// <summary>Trajectories recorded elsewhere, by a camera or another program. Particles may enter and leave.</summary>
public sealed record RecordedOptions : IValidatableObject
{
    /// <summary>The domain of all positions.</summary>
    [Required]
    public DomainOptions Domain { get; init; } = new();

    /// <summary>
    /// Time from one frame of a run to the next [time units]. Positions between the recording's frames are interpolated
    /// linearly along each particle's path.
    /// </summary>
    [Required]
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Dt { get; init; }

    /// <summary>
    /// Frames of the recording per time unit, where frames are numbered. If it is not given, times are read.
    /// </summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double? FrameRate { get; init; }

    /// <summary>
    /// Length of one unit of the recording's positions [length units], such as 0.05 for 20 pixels in a cm.
    /// </summary>
    [Range(0, 1e30, MinimumIsExclusive = true)]
    public double LengthUnit { get; init; } = 1;

    /// <summary>Length of one unit of the recording's times [time units]. Ignored where frame_rate is given.</summary>
    [Range(0, 1e30, MinimumIsExclusive = true)]
    public double TimeUnit { get; init; } = 1;

    /// <summary>
    /// One unit of the recording's velocities [length units per time unit]; default: length_unit / time_unit. Ignored
    /// where the recording has no velocities, which are then differences of positions.
    /// </summary>
    [Range(0, 1e30, MinimumIsExclusive = true)]
    public double? VelocityUnit { get; init; }

    /// <summary>
    /// Lines at the beginning of a table that are skipped, such as a title. Blank lines and comments need not be
    /// counted, and neither do several rows of names and units.
    /// </summary>
    [Range(0, 1_000_000)]
    public int SkipRows { get; init; }

    /// <summary>The separator of the fields of a table's row.</summary>
    public Delimiter Delimiter { get; init; } = Delimiter.Auto;

    /// <summary>Whether a table's first row names its columns.</summary>
    public Header Header { get; init; } = Header.Auto;

    /// <summary>The columns of a table.</summary>
    public ColumnOptions Columns { get; init; } = new();

    /// <summary>
    /// Whether a program of the simulator <c>external</c> wrote the file; that simulator has few of these options, so
    /// remedies must not name the others.
    /// </summary>
    internal bool IsOfProgram { get; init; }

    /// <summary>Chooses the remedy for users of these options, or for authors of a program.</summary>
    /// <param name="ofRecording">The remedy that names options.</param>
    /// <param name="ofProgram">The remedy that names the program's output.</param>
    internal string Remedy(string ofRecording, string ofProgram) => IsOfProgram ? ofProgram : ofRecording;

    /// <summary>
    /// Checks that time comes from numbered frames or from times, and that a velocity has two components.
    /// </summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Columns.Frame is not null && FrameRate is null)
        {
            yield return new ValidationResult(
                "expected frame_rate, the frames in a time unit, beside columns.frame, found none",
                [$"{nameof(Columns)}.{nameof(ColumnOptions.Frame)}"]);
        }
        if (Columns.Time is not null && FrameRate is not null)
        {
            yield return new ValidationResult(
                "expected frame_rate or columns.time, found both: frames are numbered or have times; remove one",
                [$"{nameof(Columns)}.{nameof(ColumnOptions.Time)}"]);
        }
        if (Columns.Vx is null != Columns.Vy is null)
        {
            yield return new ValidationResult(
                "expected both of columns.vx and columns.vy, found one; without them velocities are differences",
                [$"{nameof(Columns)}.{(Columns.Vx is null ? nameof(ColumnOptions.Vy) : nameof(ColumnOptions.Vx))}"]);
        }
    }
}
