using System.Globalization;
using Rom.Abstractions;
using RomHost.Configuration.Binding;
using RomHost.Configuration.Sections;

namespace RomHost.Configuration;

/// <summary>An enabled model of an experiment.</summary>
/// <param name="Name">Its name in results, and the name of its folder.</param>
/// <param name="Registration">The plugin's registration.</param>
/// <param name="Options">The plugin's bound and validated options.</param>
/// <param name="Isolation">The process in which its code runs.</param>
/// <param name="TimeLimit">Time limit of one training, one loading or one forecast [s]; null for none.</param>
internal sealed record ModelPlan(
    string Name, RomModelRegistration Registration, object Options, Isolation Isolation = Isolation.None,
    double? TimeLimit = null)
{
    private readonly object options = Options;

    /// <summary>The plugin's bound and validated options.</summary>
    /// <exception cref="InvalidOperationException">They are still candidates (<see cref="Candidates"/>).</exception>
    public object Options
    {
        get => Candidates is null
            ? options
            : throw new InvalidOperationException($"{Name}: none of the candidates for its options is chosen");
        init => options = value;
    }

    /// <summary>The candidates for its options, while none of them is chosen; null for options of one value.</summary>
    public CandidateGrid? Candidates { get; init; }

    /// <summary>
    /// The channels of the latent state that it uses; null for all, and while one of several candidates is not chosen.
    /// </summary>
    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>Returns the model with the options of a candidate.</summary>
    /// <param name="candidate">The candidate.</param>
    public ModelPlan With(Candidate candidate) => this with
    {
        Options = candidate.Options,
        Candidates = null,
        Channels = ((ModelOptions)candidate.Host).Channels,
    };

    /// <summary>The message for work that took longer than <see cref="TimeLimit"/>.</summary>
    /// <param name="work">The work: <c>training</c>, <c>loading</c> or <c>forecast</c>.</param>
    public string ExcessOf(string work) =>
        string.Create(CultureInfo.InvariantCulture, $"its {work} took longer than {TimeLimit} s, its time_limit");
}
