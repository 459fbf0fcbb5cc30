using Rom.Abstractions;

namespace Rom.Forecasting.Reduction;

/// <summary>The further fields of one channel, whose values follow one another in its snapshots.</summary>
/// <param name="Name">The channel's name.</param>
/// <param name="Fields">The names of its fields, at least one.</param>
internal sealed record FieldChannel(string Name, IReadOnlyList<string> Fields)
{
    /// <summary>Returns the channels of some of the fields that an estimator offers.</summary>
    /// <param name="offered">The offered fields, whose order decides.</param>
    /// <param name="wanted">The names of the wanted fields; the density itself belongs to no channel here.</param>
    public static IReadOnlyList<FieldChannel> Of(
        IEnumerable<FieldDescription> offered, IReadOnlyCollection<string> wanted) =>
    [
        .. offered.Where(field => wanted.Contains(field.Name)).GroupBy(field => field.Channel)
            .Select(channel => new FieldChannel(channel.Key, [.. channel.Select(field => field.Name)])),
    ];
}
