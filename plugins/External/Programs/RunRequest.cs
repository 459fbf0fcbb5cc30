using System.Text.Json;
using System.Text.Json.Nodes;
using External.InitialConditions;
using External.Options;
using Rom.Abstractions;

namespace External.Programs;

/// <summary>Describes a run to a program, as a JSON object (docs/external.md).</summary>
internal static class RunRequest
{
    /// <summary>Version of the description; it changes when the meaning of a key changes.</summary>
    public const int Protocol = 1;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>
    /// Returns the seed for the program: readers that keep every number as a double hold integers up to 2⁵³.
    /// </summary>
    /// <param name="run">The run.</param>
    public static ulong SeedOf(RunDescription run) => run.Seed >> 11;

    /// <summary>Creates the description of a run.</summary>
    /// <param name="options">The simulator's options.</param>
    /// <param name="start">The initial condition.</param>
    /// <param name="run">Duration and seed.</param>
    public static string Of(ExternalOptions options, ProgramCase start, RunDescription run)
    {
        var parameters = new JsonObject();
        foreach (var (name, value) in options.Parameters) parameters[name] = value;
        return new JsonObject
        {
            ["protocol"] = Protocol,
            ["seed"] = SeedOf(run),
            ["duration"] = run.Duration,
            ["dt"] = options.Dt,
            ["domain"] = new JsonObject
            {
                ["lx"] = options.Domain.Lx,
                ["ly"] = options.Domain.Ly,
                ["boundary"] = options.Domain.Boundary.ToString().ToLowerInvariant(),
            },
            ["case"] = start.Case,
            ["parameter"] = start.Parameter,
            ["parameters"] = parameters,
        }.ToJsonString(Indented);
    }
}
