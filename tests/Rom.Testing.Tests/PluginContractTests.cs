using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;
using Rom.Testing.Options;

namespace Rom.Testing.Tests;

public sealed class PluginContractTests : IDisposable
{
    private const string TypesRule = "options: a configuration can give each of them";
    private const string EnsembleRule =
        "model flawed: an ensemble, if it forecasts one, is a function of window and seed, of finite members that "
        + "differ";
    private const string EnsembleRefusalRule =
        "model flawed: an ensemble, if it forecasts one, of arguments that do not fit is refused with "
        + "ArgumentException";

    private readonly TestFolder elsewhere = new();

    public static TheoryData<string> Rules => [.. PluginContract.Of<FlawedPlugin>().Rules];

    public void Dispose() => elsewhere.Dispose();

    [Theory, MemberData(nameof(Rules))]
    public void APluginWithoutFlaw_KeepsEveryRule(string rule) => PluginContract.Of<FlawedPlugin>().Verify(rule);

    // Each flaw is found by the rule that it breaks; other rules that it breaks as well are not listed here.
    [Theory]
    [InlineData(Flaw.LagTooLong, "model flawed: a trained model says of itself what is so")]
    [InlineData(
        Flaw.WritesOneStateOnly,
        "model flawed: a forecast fills its buffer, state after state, and leaves the window alone")]
    [InlineData(
        Flaw.ChangesTheWindow,
        "model flawed: a forecast fills its buffer, state after state, and leaves the window alone")]
    [InlineData(
        Flaw.RemembersTheLastForecast,
        "model flawed: a forecast fills its buffer, state after state, and leaves the window alone")]
    [InlineData(
        Flaw.TakesAnyLength,
        "model flawed: a window or buffer of another length, and no steps, are refused with ArgumentException")]
    [InlineData(Flaw.TakesNaN, "model flawed: a window with NaN or infinity is refused with ArgumentException")]
    [InlineData(
        Flaw.TrainsOnRefusedChannels,
        "model flawed: channels that it refuses beforehand, its training refuses with ArgumentException")]
    [InlineData(Flaw.IgnoresTheSeed, "model flawed: the same seed gives the same bytes")]
    [InlineData(Flaw.LoadsAnotherModel, "model flawed: saved and loaded, it forecasts the same")]
    [InlineData(Flaw.CountsTooManyParameters, "model flawed: its parameters are in the files that it saves")]
    [InlineData(
        Flaw.ThrowsAnythingOnLoad, "model flawed: a folder without its files is refused with InvalidDataException")]
    [InlineData(Flaw.TakesHalfAFile, "model flawed: a file that was cut short is refused with InvalidDataException")]
    [InlineData(Flaw.SharesABuffer, "model flawed: several threads forecast the same as one")]
    [InlineData(Flaw.IgnoresCancellation, "model flawed: a cancelled training ends within a second")]
    [InlineData(Flaw.WritesElsewhere, "model flawed: nothing is written outside its folder")]
    [InlineData(
        Flaw.LeavesTheDomain,
        "simulator flawed: somewhere: a run lies in the domain and has the frames that were announced")]
    [InlineData(
        Flaw.AnnouncesOtherFrames,
        "simulator flawed: somewhere: a run lies in the domain and has the frames that were announced")]
    [InlineData(Flaw.IgnoresTheSeed, "simulator flawed: somewhere: the same seed gives the same bytes")]
    [InlineData(Flaw.IgnoresTheSeed, "simulator flawed: somewhere: several threads simulate the same as one")]
    [InlineData(Flaw.IgnoresCancellation, "simulator flawed: somewhere: a cancelled run ends within a second")]
    [InlineData(Flaw.WritesElsewhere, "simulator flawed: somewhere: nothing is written outside its folder")]
    [InlineData(
        Flaw.BeginsReplicasElsewhere,
        "simulator flawed: somewhere: a replica begins as its run, and its noise is a function of its own seed")]
    [InlineData(
        Flaw.IgnoresTheNoiseSeed,
        "simulator flawed: somewhere: a replica begins as its run, and its noise is a function of its own seed")]
    [InlineData(
        Flaw.KeepsTheNoiseSeed,
        "simulator flawed: somewhere: a replica begins as its run, and its noise is a function of its own seed")]
    [InlineData(
        Flaw.IgnoresTheSeed,
        "simulator flawed: somewhere: a replica begins as its run, and its noise is a function of its own seed")]
    [InlineData(Flaw.LosesMass, "density estimator flawed: densities integrate to the number of particles, to 1 %")]
    [InlineData(
        Flaw.ForgetsAFrame,
        "density estimator flawed: a movie has the trajectory's times, on the grid that was announced")]
    [InlineData(Flaw.IgnoresCancellation, "density estimator flawed: a cancelled estimate ends within a second")]
    [InlineData(
        Flaw.SwapsFields,
        "density estimator flawed: its further fields come in the wanted order, beside the same density")]
    [InlineData(
        Flaw.DrawsMomentum,
        "density estimator flawed: its further fields are the same each time, from several threads too")]
    [InlineData(
        Flaw.MovesWithoutMotion, "density estimator flawed: momentum is zero without motion, and where no particle is")]
    [InlineData(
        Flaw.TakesAnyField,
        "density estimator flawed: a field that it does not offer is refused with ArgumentException")]
    [InlineData(
        Flaw.IgnoresCancellation,
        "density estimator flawed: a cancelled estimate of further fields ends within a second")]
    [InlineData(Flaw.ShowsOtherCoefficients, "model flawed: a trained model says of itself what is so")]
    [InlineData(Flaw.ShowsTooFewCoefficients, "model flawed: a trained model says of itself what is so")]
    [InlineData(Flaw.NamesALogElsewhere, "model flawed: a trained model says of itself what is so")]
    [InlineData(Flaw.NamesALogThatIsNotThere, "model flawed: a trained model says of itself what is so")]
    [InlineData(Flaw.NamesALogWithoutEpochs, "model flawed: a trained model says of itself what is so")]
    [InlineData(
        Flaw.ForgetsEarlierMoments,
        "model flawed: from moments of parts of the data it fits the same model, to rounding")]
    [InlineData(Flaw.IgnoresItsLag, "model flawed: its longest window is what the option marked as the lag says")]
    [InlineData(
        Flaw.IgnoresItsGridSize,
        "density estimator flawed: the option 'columns', marked as a grid's size, sets its number of cells")]
    [InlineData(Flaw.DrawsMembersAnew, EnsembleRule)]
    [InlineData(Flaw.IgnoresTheSeedOfMembers, EnsembleRule)]
    [InlineData(Flaw.RepeatsOneMember, EnsembleRule)]
    [InlineData(Flaw.ForgetsTheLastMember, EnsembleRule)]
    [InlineData(Flaw.LosesAMember, EnsembleRule)]
    [InlineData(Flaw.ForecastsFromItsMembers, EnsembleRule)]
    [InlineData(Flaw.TakesOneMember, EnsembleRefusalRule)]
    [InlineData(Flaw.TakesEnsemblesOfNaN, EnsembleRefusalRule)]
    [InlineData(Flaw.SharesMembers, "model flawed: several threads forecast the same as one")]
    [InlineData(Flaw.LoadsOtherMembers, "model flawed: saved and loaded, it forecasts the same")]
    public void AFlaw_IsFoundByItsRule(Flaw flaw, string rule)
    {
        var broken =
            Assert.Throws<ContractBrokenException>(() =>
                Contract(new FlawedOptions { Flaw = flaw, Elsewhere = elsewhere.Path }).Verify(rule));
        Assert.StartsWith(rule, broken.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("options: an unknown key is refused")]
    [InlineData("options: text for a number is refused")]
    [InlineData("options: a value outside its range is refused")]
    public void AReaderThatTakesEverything_IsFound(string rule) => Assert.Throws<ContractBrokenException>(() =>
        Contract(new FlawedOptions(), new Careless()).Verify($"model flawed: {rule}"));

    [Fact]
    public void ARequiredKeyThatNobodyGives_LeavesTheRulesUnchecked_AndSaysWhatIsMissing()
    {
        var services = new ServiceCollection().AddRomModel<NeedyTrainer, NeedyOptions>("needy");
        var contract = PluginContract.Of(
            services.Select(service => service.ImplementationInstance).OfType<PluginRegistration>(),
            services.BuildServiceProvider(), new ContractExamples(), new AnnotatedOptions(), []);
        // The types of options are checked without an instance.
        Assert.All(contract.Checks.Where(check => check.Rule != TypesRule), check =>
        {
            var result = check.Run();
            Assert.Equal(ContractOutcome.Unchecked, result.Outcome);
            Assert.Contains("'table' is required", result.Reason);
        });
    }

    [Theory]
    [InlineData(typeof(WithADate), "cannot be of type System.DateTime")]
    [InlineData(typeof(WithTheHostsKey), "the key 'enabled', which is the host's")]
    [InlineData(typeof(WithTwoLags), "only one can be the lag")]
    [InlineData(typeof(WithALagOfText), "only an int can be the lag or a grid's size")]
    public void OptionsThatTheHostRefuses_BreakARuleOfAPluginsOwnTests(Type options, string reason)
    {
        var registration = new RomModelRegistration(
            "dated", typeof(NeedyTrainer), options, (_, _) => throw new NotSupportedException());
        var contract = PluginContract.Of(
            [registration], new ServiceCollection().BuildServiceProvider(), new ContractExamples(),
            new AnnotatedOptions(), []);
        Assert.Contains(
            reason, Assert.Throws<ContractBrokenException>(() => contract.Verify($"model dated: {TypesRule}")).Message);
    }

    [Fact]
    public void APluginThatOffersOneNameTwice_BreaksARule() => Assert.Contains(
        "offers 'twin' twice",
        Assert.Throws<ContractBrokenException>(() =>
            PluginContract.Of<Twice>().Verify("plugin Twice: the host can load it")).Message);

    private PluginContract Contract(FlawedOptions options, IOptionsReader? reader = null)
    {
        var services = new ServiceCollection();
        new FlawedPlugin().Configure(services);
        return PluginContract.Of(
            services.Select(service => service.ImplementationInstance).OfType<PluginRegistration>(),
            services.BuildServiceProvider(),
            new ContractExamples { Options = new Dictionary<string, object> { ["flawed"] = options } },
            reader ?? new AnnotatedOptions(), [elsewhere.Path]);
    }

    private sealed class Twice : IRomPlugin
    {
        public void Configure(IServiceCollection services) =>
            services.AddRomModel<NeedyTrainer, NeedyOptions>("twin").AddRomModel<NeedyTrainer, NeedyOptions>("twin");
    }

    private sealed record WithADate
    {
        public DateTime Start { get; init; }
    }

    private sealed record WithTheHostsKey
    {
        public bool Enabled { get; init; }
    }

    private sealed record WithTwoLags
    {
        [Lag]
        public int Short { get; init; }

        [Lag]
        public int Long { get; init; }
    }

    private sealed record WithALagOfText
    {
        [Lag]
        public string Lag { get; init; } = "";
    }

    private sealed class Careless : IOptionsReader
    {
        public object Read(Type type, IReadOnlyDictionary<string, string> values) => Activator.CreateInstance(type)!;
    }

    public sealed record NeedyOptions
    {
        [System.ComponentModel.DataAnnotations.Required]
        public string? Table { get; init; }
    }

    private sealed class NeedyTrainer(NeedyOptions options) : IRomModelTrainer
    {
        public int MaxLag => options.Table!.Length;

        public IRomModel Train(LatentDataset data, TrainingContext context) => throw new NotSupportedException();

        public IRomModel Load(string directory) => throw new NotSupportedException();
    }
}
