using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Rom.Abstractions;

namespace Recorded.InitialConditions;

/// <summary>
/// A recording, or the part of one between two times. Each file is a run; its time 0 is the first frame of the part.
/// </summary>
public sealed record RecordingPart : InitialCondition, IValidatableObject
{
    /// <summary>
    /// The file, relative to the configuration file's folder: an NPZ file where the name ends in .npz, else a table. In
    /// its name * and ? stand for any characters, and every matching file except hidden ones is a run, in the order of
    /// their names.
    /// </summary>
    [Required]
    [InputFile]
    public string File { get; init; } = "";

    /// <summary>Frames before this time of the recording are left out [time units]; default: none.</summary>
    public double? From { get; init; }

    /// <summary>
    /// Frames at this time of the recording and after it are left out [time units]; default: none. A part up to some
    /// time and another from the same time on share no frame.
    /// </summary>
    public double? To { get; init; }

    /// <summary>Checks that a part begins before it ends.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (From is not { } from || To is not { } to || from < to) yield break;
        yield return new ValidationResult(
            string.Create(CultureInfo.InvariantCulture, $"expected a time after from: {from:R}, found {to:R}"),
            [nameof(To)]);
    }
}
