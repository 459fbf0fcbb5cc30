using Rom.Analysis.Contests;

namespace Planted;

/// <summary>Two contenders whose ratio of times is known.</summary>
internal interface IPair
{
    /// <summary>The timed work.</summary>
    string Work { get; }

    /// <summary>Time of the second over that of the first.</summary>
    double Ratio { get; }

    /// <summary>Times them once.</summary>
    /// <param name="seed">Seed of the orders.</param>
    PairResult Contest(ulong seed);
}
