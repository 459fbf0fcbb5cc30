using System.Text.Json.Nodes;
using RomHost.Artifacts;
using RomHost.Pipeline;
using RomHost.Reporting.Tables;

namespace RomHost.Tests.Reporting;

/// <summary>Tables of experiments whose summaries are written here.</summary>
public sealed class ResultTableTests
{
    [Fact]
    public void ARow_IsAnExperimentAndAModel_WithTheOptionsThatDifferOnly()
    {
        var table = Table([Experiment("a", lag: 1), Experiment("b", lag: 5)]);
        Assert.Equal(
            ["experiment", "model", "lag", "r2_reconstructed", "skill_r2_reconstructed", "training_seconds",
                "step_seconds", "parameter_count"], table.Columns);
        Assert.Equal(["a", "a", "b", "b"], Texts(table, "experiment"));
        Assert.Equal(["MVAR", "LSTM", "MVAR", "LSTM"], Texts(table, "model"));
        // The LSTM's lag is 9 in both, which is no difference between experiments; its row has its own lag.
        Assert.Equal(["1", "9", "5", "9"], Texts(table, "lag"));
        Assert.Equal("0.6000 (0.5000 to 0.7000)", Texts(table, "r2_reconstructed")[0]);
        Assert.Equal("0.2500", Texts(table, "skill_r2_reconstructed")[0]);
        Assert.Equal(["2.00 ms", "1.00 µs", "1,732"], table.Rows[0].Zip(table.Columns).TakeLast(3)
            .Select(cell => cell.First.Show(cell.Second)));
        Assert.False(table.IsGrouped);
    }

    [Fact]
    public void ExperimentsThatDifferInTheirSeedOnly_AreOneRow_MeanAndStandardDeviation()
    {
        FoundExperiment[] experiments =
        [
            Experiment("a0", lag: 1, seed: 0, r2: 0.5), Experiment("a1", lag: 1, seed: 1, r2: 0.6),
            Experiment("a2", lag: 1, seed: 2, r2: 0.7), Experiment("b0", lag: 5, seed: 0, r2: 0.9),
        ];
        var table = Table(experiments);
        Assert.Equal([3, 3, 1, 1], table.Sizes);
        Assert.Equal(["model", "lag"], table.Columns.Take(2));
        // Python: statistics.stdev([0.5, 0.6, 0.7]) = 0.1
        Assert.Equal("0.6000 ± 0.10", Texts(table, "r2_reconstructed")[0]);
        Assert.Equal("0.9000 (0.8000 to 1.000)", Texts(table, "r2_reconstructed")[2]);
        var each = Table(experiments, new ResultRequest(["r2_lab"], [], [], []) { KeepsSeeds = true });
        Assert.Equal(8, each.Rows.Count);
        Assert.Equal(["experiment", "model", "seed", "lag", "r2_lab"], each.Columns.Take(5));
    }

    [Fact]
    public void ASeedWithoutAScore_IsCounted()
    {
        var failed = Experiment("a1", lag: 1, seed: 1);
        failed.Summary!.Json["models"]!["MVAR"]!["status"] = "failed";
        failed.Summary.Json["models"]!["MVAR"]!["test_metrics"] = new JsonObject();
        failed.Summary.Json["forecast_skill"] = null;
        var table = Table(
            [Experiment("a0", lag: 1, seed: 0, r2: 0.5), failed, Experiment("a2", lag: 1, seed: 2, r2: 0.7)]);
        Assert.Equal("0.6000 ± 0.14 [2 of 3]", Texts(table, "r2_reconstructed")[0]);
        Assert.Equal("failed, ok", Texts(table, "status")[0]);
    }

    [Fact]
    public void By_MakesARowForEachValue_OverAllElse_InTheOrderOfTheValues()
    {
        var table = Table(
            [
                Experiment("a", lag: 10, train: 20, r2: 0.2), Experiment("b", lag: 5, train: 20, r2: 0.4),
                Experiment("c", lag: 10, train: 40, r2: 0.4), Experiment("d", lag: 5, train: 40, r2: 0.6),
            ],
            new ResultRequest(["r2_reconstructed"], [], ["lag"], [RowCondition.Parse("model=MVAR")]));
        Assert.Equal(["model", "lag", "r2_reconstructed"], table.Columns.Take(3));
        Assert.Equal(["5", "10"], Texts(table, "lag"));
        Assert.Equal(["0.5000 ± 0.14", "0.3000 ± 0.14"], Texts(table, "r2_reconstructed"));
        Assert.Equal([2, 2], table.Sizes);
    }

    [Theory]
    [InlineData("r2_reconstructed", false, "c b a")]
    [InlineData("r2_reconstructed", true, "a b c")]
    [InlineData("lag", false, "b a c")]
    [InlineData("training_seconds", false, "a b c")]
    [InlineData("experiment", true, "c b a")]
    [InlineData("diagnostics.only_b", true, "b a c")] // a missing value is last
    public void Sort_PutsTheBestScoreFirst_AndNumbersFromBelow(string key, bool isReversed, string expected)
    {
        var b = Experiment("b", lag: 5, r2: 0.5);
        b.Summary!.Json["models"]!["MVAR"]!["diagnostics"] = new JsonObject { ["only_b"] = 1 };
        var table = Table(
            [Experiment("a", lag: 10, r2: 0.1), b, Experiment("c", lag: 20, r2: 0.9)],
            new ResultRequest(["r2_reconstructed"], [], [], [RowCondition.Parse("model=MVAR")])
            {
                Sort = key,
                IsReversed = isReversed,
            });
        Assert.Equal(expected.Split(' '), Texts(table, "experiment"));
    }

    [Theory]
    [InlineData("lag>=10", "b c")]
    [InlineData("lag < 10", "a")]
    [InlineData("lag=10", "b")]
    [InlineData("lag!=10", "a c")]
    [InlineData("experiment=c", "c")]
    [InlineData("r2_reconstructed>0.55", "b c")]
    [InlineData("train.duration<=20", "a b c")]
    [InlineData("seed>0", "")]
    public void Where_KeepsRowsWithTheValue(string condition, string expected)
    {
        var table = Table(
            [Experiment("a", lag: 5, r2: 0.5), Experiment("b", lag: 10), Experiment("c", lag: 20)],
            new ResultRequest(
                ["r2_reconstructed"], [], [], [RowCondition.Parse("model=MVAR"), RowCondition.Parse(condition)]));
        if (expected.Length == 0) Assert.Empty(table.Rows);
        else Assert.Equal(expected.Split(' '), Texts(table, "experiment"));
    }

    [Theory]
    [InlineData("pod.r", "12")]
    [InlineData("seed", "0")]
    [InlineData("config.train.duration", "20")]
    [InlineData("train.initial_conditions[0].samples", "3")]
    [InlineData("diagnostics.train_r2", "0.75")]
    [InlineData("plugin", "mvar")]
    [InlineData("r2_pod", "0.9900")]
    [InlineData("simulator.name", "[red]x[/]")]
    public void AnyKey_MayBeAColumn(string key, string expected)
    {
        var table = Table(
            [Experiment("a", lag: 5)],
            new ResultRequest(["r2_reconstructed"], [key], [], [RowCondition.Parse("model=MVAR")]));
        Assert.Equal([expected], Texts(table, key));
    }

    [Theory]
    [InlineData("--metric", "r2_labb", "did you mean 'r2_lab'?")]
    [InlineData("--by", "lags", "did you mean 'lag'?")]
    [InlineData("--sort", "nonsense", "which none of them has")]
    public void AKeyThatNoExperimentHas_IsRefused_WithTheNearest(string option, string key, string hint)
    {
        string[] Keys(string of) => of == option ? [key] : [];
        var error = Assert.Throws<InvalidDataException>(() => Table(
            [Experiment("a", lag: 5)],
            new ResultRequest(Keys("--metric"), [], Keys("--by"), []) { Sort = Keys("--sort").FirstOrDefault() }));
        Assert.StartsWith($"{option}: expected an option, a score", error.Message, StringComparison.Ordinal);
        Assert.Contains(hint, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("lag")]
    [InlineData("=5")]
    [InlineData("lag!5")]
    public void AConditionOfAnotherForm_IsRefused(string text) =>
        Assert.Contains(
            "expected a condition such as lag>=5",
            Assert.Throws<InvalidDataException>(() => RowCondition.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Csv_HasNumbersInFull_WithIntervalAndDeviationInColumnsOfTheirOwn()
    {
        string[] one = Table([Experiment("a", lag: 1)]).ToCsv().ToString().Split('\n');
        Assert.Equal(
            "experiment,model,r2_reconstructed,r2_reconstructed_low,r2_reconstructed_high,skill_r2_reconstructed,"
            + "training_seconds,step_seconds,parameter_count,experiments", one[0]);
        Assert.Equal("a,MVAR,0.6,0.5,0.7,0.25,0.002,1E-06,1732,1", one[1]);
        string[] many = Table(
            [Experiment("a", lag: 1, seed: 1, r2: 0.25), Experiment("b", lag: 1, seed: 2, r2: 0.75)])
            .ToCsv().ToString().Split('\n');
        Assert.StartsWith("model,r2_reconstructed,r2_reconstructed_standard_deviation,", many[0]);
        Assert.StartsWith("MVAR,0.5,0.3535533905932738,", many[1], StringComparison.Ordinal);
    }

    [Fact]
    public void ATimeThatAnotherExperimentMeasured_IsMarked_AndTheMarkExplained()
    {
        var linked = Experiment("b", lag: 1);
        var json = linked.Summary!.Json;
        json["models"]!["MVAR"]!["training_linked_from"] = "a";
        json["linked_from"] = new JsonObject { ["a"] = 3, ["z"] = 1 };
        json["stages_linked_from"] = new JsonObject { ["train_models"] = new JsonArray("a") };
        json["stages"] = new JsonObject { ["train_models"] = 0.5, ["benchmark_models"] = 2.5 };
        json["total_time_minutes"] = 1.5;
        linked = linked with { Summary = new ExperimentSummary(json) };
        var request = new ResultRequest(
            ["r2_lab"], ["stages.train_models", "stages.benchmark_models", "total_time_minutes"], [],
            [RowCondition.Parse("model=MVAR")])
        {
            KeepsSeeds = true,
        };
        var table = Table([Experiment("a", lag: 1), linked], request);
        Assert.Equal(["2.00 ms", "2.00 ms *"], Texts(table, "training_seconds"));
        Assert.Equal(["1.00 µs", "1.00 µs"], Texts(table, "step_seconds"));
        Assert.Equal(["–", "0.5 *"], Texts(table, "stages.train_models"));
        Assert.Equal(["–", "2.5"], Texts(table, "stages.benchmark_models"));
        Assert.Equal(["–", "1.5 *"], Texts(table, "total_time_minutes"));
        string[] lines = table.ToCsv().ToString().Split('\n');
        Assert.Equal(
            "experiment,model,stages.train_models,stages.train_models_timed_in,stages.benchmark_models,"
            + "total_time_minutes,total_time_minutes_timed_in,r2_lab,training_seconds,training_seconds_timed_in,"
            + "step_seconds,parameter_count,experiments", lines[0]);
        Assert.Equal("b,MVAR,0.5,a,2.5,1.5,a z,-1,0.002,a,1E-06,1732,1", lines[2]);
        var output = new StringWriter();
        ResultTableText.Write(output, table, width: null);
        Assert.Contains(ResultCell.TimedElsewhereMeaning, output.ToString(), StringComparison.Ordinal);

        // A mean is marked where one of its values is.
        var seeds = Table([Experiment("a", lag: 1, seed: 1), linked], request with { KeepsSeeds = false });
        Assert.Equal(["2.00 ms *"], Texts(seeds, "training_seconds"));
        output = new StringWriter();
        ResultTableText.Write(output, Table([Experiment("a", lag: 1)]), width: null);
        Assert.DoesNotContain(ResultCell.TimedElsewhere, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheTable_IsWrittenInWholeLines_AndTextsAreTexts()
    {
        var output = new StringWriter();
        ResultTableText.Write(
            output,
            Table([Experiment("a", lag: 1)], new ResultRequest(["r2_lab"], ["simulator.name"], [], [])), width: null);
        string[] lines = output.ToString().Split('\n');
        Assert.Contains("│ a          │ MVAR  │ [red]x[/]      │", lines[3], StringComparison.Ordinal);
        Assert.Equal(lines[0].Length, lines[3].Length);
    }

    [Fact]
    public void SummariesOfOtherForms_HaveNoRow_OrEmptyCells()
    {
        FoundExperiment[] strange =
        [
            .. new[]
            {
                "{}", """{"models": 4}""",
                """{"models": {"A": 3}, "config": [1], "forecast_skill": {"methods": 5}}""",
            }.Select((text, i) => new FoundExperiment(
                    new ExperimentFolder($"/x/{i}"), new ExperimentSummary(JsonNode.Parse(text)!.AsObject()), null)),
            new(new ExperimentFolder("/x/3"), null, "it is not finished"),
        ];
        var table = Table([.. strange, Experiment("b", lag: 1)]);
        Assert.Equal(["2", "b", "b"], Texts(table, "experiment"));
        Assert.Equal("–", Texts(table, "r2_reconstructed")[0]);
    }

    private static ResultTable Table(FoundExperiment[] experiments, ResultRequest? request = null) => ResultTable.Of(
        [.. ResultRow.Of(experiments)], request ?? new ResultRequest(ResultKeys.UsualMetrics, [], [], []));

    private static string[] Texts(ResultTable table, string key)
    {
        int column = table.Columns.ToList().IndexOf(key);
        return [.. table.Rows.Select(row => row[column].Show(key))];
    }

    private static FoundExperiment Experiment(
        string name, int lag, int seed = 0, int train = 20, double r2 = 0.6)
    {
        var summary = JsonNode.Parse($$$"""
            {
              "experiment_name": "{{{name}}}", "pod": {"r": 12},
              "config": {
                "experiment_name": "{{{name}}}", "seed": {{{seed}}}, "simulator": {"name": "[red]x[/]"},
                "train": {"duration": {{{train}}}, "initial_conditions": [{"family": "ring", "samples": 3}]},
                "models": [
                  {"name": "MVAR", "plugin": "mvar", "enabled": true, "lag": {{{lag}}}},
                  {"name": "LSTM", "plugin": "lstm", "enabled": true, "lag": 9}
                ]
              },
              "models": {
                "MVAR": {
                  "plugin": "mvar", "status": "ok", "parameters": {"lag": {{{lag}}}}, "training_seconds": 0.002,
                  "step_seconds": 1e-6, "parameter_count": 1732, "diagnostics": {"train_r2": 0.75},
                  "test_metrics": {"r2_pod": 0.99, "r2_lab": -1}
                },
                "LSTM": {"plugin": "lstm", "status": "ok", "parameters": {"lag": 9}, "test_metrics": {"r2_lab": -2}}
              },
              "forecast_skill": {"methods": [{"name": "MVAR", "kind": "reference"}, {"name": "MVAR", "kind": "model"}]}
            }
            """)!.AsObject();
        var method = summary["forecast_skill"]!["methods"]![1]!.AsObject();
        method["r2_reconstructed"] = new JsonObject
        {
            ["value"] = r2,
            ["low"] = Math.Round(r2 - 0.1, 10),
            ["high"] = Math.Round(r2 + 0.1, 10),
        };
        method["skill_r2_reconstructed"] = new JsonObject { ["value"] = 0.25, ["low"] = null, ["high"] = null };
        return new(new ExperimentFolder($"/x/{name}"), new ExperimentSummary(summary), null);
    }
}
