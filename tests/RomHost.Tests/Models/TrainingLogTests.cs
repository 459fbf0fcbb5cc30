using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using RomHost.Models;

namespace RomHost.Tests.Models;

public sealed class TrainingLogTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ATrainingLog_IsAmongTheSavedFiles()
    {
        folder.Write("epochs.csv", "epoch,train_loss\n");
        Assert.Equal("epochs.csv", TrainingLog.Of(new Trainer("epochs.csv"), folder.Path));
    }

    [Fact]
    public void ATrainerThatNamesNoLog_HasNone() => Assert.Null(TrainingLog.Of(new Trainer(null), folder.Path));

    [Theory]
    [InlineData("none.csv")]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../there.csv")]
    [InlineData("a\\b.csv")]
    public void ALogThatIsNoSavedFile_BreaksTheContract(string name) => Assert.Contains(
        $"found '{name}'",
        Assert.Throws<ContractBreachException>(() => TrainingLog.Of(new Trainer(name), folder.Path)).Message);

    [Theory]
    [InlineData("\"../../secret.csv\"")]
    [InlineData("\"/etc/passwd\"")]
    [InlineData("7")]
    [InlineData("{}")]
    public void ARecordThatNamesNoFileOfItsModel_NamesNone(string value) => Assert.Null(TrainingFacts.FromJson(
        new JsonObject
        {
            ["status"] = "ok",
            ["lag"] = 1,
            ["latent_dimension"] = 2,
            ["training_log"] = JsonNode.Parse(value),
        }).TrainingLog);

    [Fact]
    public void ATrainerThatIsWatched_NamesItsLog() =>
        Assert.Equal("epochs.csv", new WatchedTrainer(new Trainer("epochs.csv"), "P", "model p").TrainingLog);

    private sealed class Trainer(string? log) : IRomModelTrainer
    {
        public int MaxLag => 1;

        public string? TrainingLog => log;

        public IRomModel Train(LatentDataset data, TrainingContext context) => throw new NotSupportedException();

        public IRomModel Load(string directory) => throw new NotSupportedException();
    }
}
