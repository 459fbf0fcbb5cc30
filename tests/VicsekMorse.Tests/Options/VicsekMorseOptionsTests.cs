using System.ComponentModel.DataAnnotations;
using VicsekMorse.InitialConditions;
using VicsekMorse.Options;

namespace VicsekMorse.Tests.Options;

public class VicsekMorseOptionsTests
{
    [Fact]
    public void Defaults_AreValid() => Assert.Empty(Errors(new VicsekMorseOptions()));

    [Theory]
    [InlineData(3, 0.04, 0.24, true)]
    [InlineData(3, 0.04, 0.23, false)]
    [InlineData(60, 0.04, 4, false)]
    [InlineData(0, 1, 0.001, true)]
    public void AParticleThatJumpsOverItsNeighbourhood_IsRefused(double speed, double dt, double radius, bool valid)
    {
        IReadOnlyList<ValidationResult> errors =
            Errors(new VicsekMorseOptions { Speed = speed, Dt = dt, Radius = radius });
        Assert.Equal(valid, errors.Count == 0);
        if (!valid)
        {
            Assert.Equal(["Dt", "Speed", "Radius"], errors[0].MemberNames);
            Assert.Contains("use a dt of at most", errors[0].ErrorMessage);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void NumbersThatAreNoLengthOrTimeOrStrength_AreRefused(double number)
    {
        object[] records =
        [
            new VicsekMorseOptions { Dt = number }, new VicsekMorseOptions { Speed = number },
            new VicsekMorseOptions { Radius = number },
            new DomainOptions { Lx = number }, new DomainOptions { Ly = number }, new NoiseOptions { Eta = number },
            new ForceOptions { Ca = number }, new ForceOptions { Cr = number }, new ForceOptions { La = number },
            new ForceOptions { Lr = number }, new ForceOptions { MuT = number },
            new ForceOptions { RcutFactor = number },
            new Gaussian { Variance = number }, new Ring { Radius = number }, new Ring { Width = number },
            new TwoClusters { Separation = number }, new TwoClusters { Sigma = number },
        ];
        Assert.All(records, record => Assert.NotEmpty(Errors(record)));
    }

    [Fact]
    public void NoParticles_OrNoStepsBetweenFrames_AreRefused()
    {
        Assert.NotEmpty(Errors(new VicsekMorseOptions { Particles = 0 }));
        Assert.NotEmpty(Errors(new VicsekMorseOptions { SaveEvery = 0 }));
    }

    private static IReadOnlyList<ValidationResult> Errors(object record)
    {
        var errors = new List<ValidationResult>();
        Validator.TryValidateObject(record, new ValidationContext(record), errors, validateAllProperties: true);
        return errors;
    }
}
