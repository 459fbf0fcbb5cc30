using System.Text.Json;
using Rom.Abstractions;
using Rom.Numerics.Npz;
using Rom.Numerics.RandomNumbers;
using VicsekMorse.Dynamics;
using VicsekMorse.Options;

namespace VicsekMorse.Tests.Dynamics;

public class GoldenStepTests
{
    private const double Tolerance = 1e-10;

    public static TheoryData<string> Names =>
    [
        "steps_constant_periodic.npz", "steps_constant_reflecting.npz",
        "steps_constant_with_forces_periodic.npz", "steps_constant_with_forces_reflecting.npz",
        "steps_variable_periodic.npz", "steps_variable_reflecting.npz",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void TenSteps_AgreeWithTheBruteForceReference(string name)
    {
        using NpzReader golden = Golden.Open(name);
        double[] positions = golden.ReadDoubles("positions");
        double[] headings = golden.ReadDoubles("headings");
        double[] velocities = golden.ReadDoubles("velocities");
        IReadOnlyList<int> shape = golden.Header("positions").Shape;
        var (frames, particles) = (shape[0], shape[1]);
        VicsekMorseOptions options = OptionsOf(golden.ReadText("config"), particles);

        Swarm swarm = Swarms.FromArrays(
            positions[..(2 * particles)], headings[..(2 * particles)], SpeedsOf(velocities, particles));
        TimeStep step = Swarms.StepOf(options);
        var random = new RandomStream(0);
        for (int t = 1; t < frames; t++)
        {
            step.Advance(swarm, random, TestContext.Current.CancellationToken);
            Range frame = (2 * particles * t)..(2 * particles * (t + 1));
            Close.Equal(positions.AsSpan(frame), Positions(swarm), Tolerance);
            Close.Equal(headings.AsSpan(frame), Headings(swarm), Tolerance);
            Close.Equal(velocities.AsSpan(frame), Velocities(swarm), Tolerance);
        }
    }

    private static VicsekMorseOptions OptionsOf(string json, int particles)
    {
        JsonElement config = JsonDocument.Parse(json).RootElement;
        double Number(string key) => config.GetProperty(key).GetDouble();
        return new VicsekMorseOptions
        {
            Particles = particles,
            Domain = new DomainOptions
            {
                Lx = Number("Lx"),
                Ly = Number("Ly"),
                Boundary = config.GetProperty("bc").GetString() == "periodic" ? Boundary.Periodic : Boundary.Reflecting,
            },
            Dt = Number("dt"),
            Speed = Number("v0"),
            SpeedMode = config.GetProperty("mode").GetString() switch
            {
                "constant" => SpeedMode.Constant,
                "constant_with_forces" => SpeedMode.ConstantWithForces,
                "variable" => SpeedMode.Variable,
                string other => throw new InvalidDataException($"unknown mode {other}"),
                null => throw new InvalidDataException("no mode"),
            },
            Radius = Number("R"),
            Noise = new NoiseOptions { Eta = 0 },
            Forces = new ForceOptions
            {
                Enabled = config.GetProperty("forces").GetBoolean(),
                Ca = Number("Ca"),
                Cr = Number("Cr"),
                La = Number("la"),
                Lr = Number("lr"),
                MuT = Number("mu_t"),
                RcutFactor = Number("rcut") / Math.Max(Number("la"), Number("lr")),
            },
        };
    }

    private static double[] SpeedsOf(double[] velocities, int particles) =>
        [.. Enumerable.Range(0, particles).Select(i => Math.Sqrt(
            velocities[2 * i] * velocities[2 * i] + velocities[2 * i + 1] * velocities[2 * i + 1]))];

    private static double[] Positions(Swarm swarm) =>
        ByNumber(swarm, i => (swarm.X[i], swarm.Y[i]));

    private static double[] Headings(Swarm swarm) =>
        ByNumber(swarm, i => (swarm.HeadingX[i], swarm.HeadingY[i]));

    private static double[] Velocities(Swarm swarm) =>
        ByNumber(swarm, i => (swarm.Speed[i] * swarm.HeadingX[i], swarm.Speed[i] * swarm.HeadingY[i]));

    private static double[] ByNumber(Swarm swarm, Func<int, (double X, double Y)> component)
    {
        var values = new double[2 * swarm.Count];
        for (int place = 0; place < swarm.Count; place++)
            (values[2 * swarm.Identity[place]], values[2 * swarm.Identity[place] + 1]) = component(place);
        return values;
    }
}
