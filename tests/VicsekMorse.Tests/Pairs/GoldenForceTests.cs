using Rom.Abstractions;
using Rom.Numerics.Npz;
using VicsekMorse.Dynamics;
using VicsekMorse.Options;
using VicsekMorse.Pairs;

namespace VicsekMorse.Tests.Pairs;

public class GoldenForceTests
{
    [Theory]
    [InlineData("morse_periodic.npz", Boundary.Periodic)]
    [InlineData("morse_reflecting.npz", Boundary.Reflecting)]
    public void Forces_AgreeWithTheBruteForceReference(string name, Boundary boundary)
    {
        using NpzReader golden = Golden.Open(name);
        double[] positions = golden.ReadDoubles("positions");
        double[] expected = golden.ReadDoubles("forces");
        int count = positions.Length / 2;
        var domain = new Domain(golden.ReadScalar("Lx"), golden.ReadScalar("Ly"), boundary);
        var force = new MorseForce(new ForceOptions
        {
            Ca = golden.ReadScalar("Ca"),
            Cr = golden.ReadScalar("Cr"),
            La = golden.ReadScalar("la"),
            Lr = golden.ReadScalar("lr"),
            RcutFactor = golden.ReadScalar("rcut") / Math.Max(golden.ReadScalar("la"), golden.ReadScalar("lr")),
        });
        Swarm swarm = Swarms.FromArrays(positions, new double[2 * count], new double[count]);

        foreach (IPairSums pairs in Ways.Of(new Interactions(Radius: null, force), domain, count))
        {
            double[] found = [.. pairs.Sum(swarm).SelectMany(sums => new[] { sums[2], sums[3] })];
            Close.Equal(expected, found, 1e-12);
        }
    }
}
