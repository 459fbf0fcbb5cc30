using System.Text.Json.Nodes;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Pipeline;
using RomHost.Reporting;

namespace RomHost.Tests.Pipeline;

/// <summary>Artifacts that an experiment takes from another one of the same output root.</summary>
public sealed class ReuseTests : IDisposable
{
    private const string Measured = "benchmark={enabled: true, time_cap: 0, trials: 3, warmups: 1, steps: 4}";
    private const string Noisy = "simulator.noise=0.1";
    private const string Chosen = "models=[{name: HOLD, plugin: hold}, {name: F, plugin: factor, "
        + "factor: {choose: [0.5, 0.9]}}, {name: MEAN, plugin: mean, members: [F]}]";
    private const string Folds = "selection.folds=3";

    private readonly SmallExperiment first = new(Noisy, Chosen, Folds);

    public void Dispose() => first.Dispose();

    [Fact]
    public void AnExperimentOfTheSameInputs_IsLinked_AsThePlanSays_AndSaysFromWhere()
    {
        string[] all = [Measured, Noisy, Chosen, Folds, "evaluation.lift=expectation", "reduction.transform=sqrt"];
        first.Configure(all);
        Run(first);
        var second = first.Beside("second", all);
        PlannedArtifact[] plan = Plan(second);
        Run(second);

        foreach (var one in plan)
        {
            bool isMeasured = Path.GetFileName(one.Item.Artifact.RecordPath)
                .StartsWith(StageNames.Benchmark, StringComparison.Ordinal);
            var record = ArtifactRecord.Read(one.Item.Artifact.RecordPath)!;
            Assert.Equal(isMeasured ? null : "small", record.LinkedFrom);
            // What a choice of options decides is known after it.
            Assert.Equal(one.Item.Awaits is null ? record.LinkedFrom : null, one.LinkedFrom);
        }
        foreach (string file in FilesOf(first).Where(file => Path.GetExtension(file) is ".npz" or ".csv" or ".txt"))
            Assert.Equal(Bytes(first, file), Bytes(second, file));
        Assert.Contains("training runs: 3 of 3 linked from small", second.Said, StringComparison.Ordinal);
        Assert.Contains("POD basis: linked from small", second.Said, StringComparison.Ordinal);
        Assert.Contains("candidates of F: 2 of 2 linked from small", second.Said, StringComparison.Ordinal);
        var summary = JsonNode.Parse(File.ReadAllText(second.Folder.Summary))!;
        Assert.Equal(
            FilesOf(second).Count(file => Path.GetExtension(file) == ".json"
                && ArtifactRecord.Read(Path.Combine(second.Folder.Root, file))?.LinkedFrom is not null),
            (int)summary["linked_from"]!["small"]!);
        Assert.Contains(
            "it was trained, and its training timed, in small, from which it is linked",
            summary["models"]!["HOLD"]!["notes"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("small", (string?)summary["models"]!["HOLD"]!["training_linked_from"]);
        Assert.Equal(
            [
                StageNames.TrainingData, StageNames.PodBasis, StageNames.LatentDataset, StageNames.Selection,
                StageNames.Training, StageNames.TestData, StageNames.Replicas, StageNames.Evaluation,
            ],
            summary["stages_linked_from"]!.AsObject().Select(stage => stage.Key));
        Assert.Equal("[\"small\"]", summary["stages_linked_from"]!["train_models"]!.ToJsonString());
        Assert.DoesNotContain("linked_from", File.ReadAllText(first.Folder.Summary), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(second.Folder.Root, "*.partial"));
        // Later starts keep what was taken, and say no more of it.
        Assert.All(Plan(second), one => Assert.Null(one.Reason));
    }

    [Fact]
    public void PlanText_CountsLinks_AndNamesTheExperiment()
    {
        Run(first);
        var second = first.Beside("second", Noisy, Chosen, Folds, "reduction.modes=2");
        var output = new StringWriter();
        PlanText.Write(second.Context(), new StageRunner(second).Plan(), output);
        string text = output.ToString();
        Assert.Contains(
            "generate_training_data   3 to make, 3 of them by links (of 3 of 3 runs), 0 to keep", text,
            StringComparison.Ordinal);
        Assert.Contains("    3 artifacts: linked from small", text, StringComparison.Ordinal);
        Assert.Contains("build_pod_basis          1 to make, 0 to keep", text, StringComparison.Ordinal);
        var json = JsonNode.Parse(PlanText.Json(second.Context(), new StageRunner(second).Plan()))!;
        Assert.Equal("small", (string?)json["stages"]![0]!["artifacts"]![0]!["linked_from"]);
        Assert.Equal((3, 3), ((int)json["stages"]![0]!["to_link"]!, (int)json["stages"]![0]!["to_make"]!));
        // A plan writes nothing, not even the index.
        Assert.False(File.Exists(Path.Combine(first.Root, ArtifactIndex.FileName)));
    }

    [Fact]
    public void FilesOfRuns_AreTheSameFile_AndThoseThatAPluginGets_AreCopies()
    {
        Run(first);
        var second = first.Beside("second", Noisy, Chosen, Folds);
        Run(second);
        Assert.True(IsSameFile(
            first.Folder.Run(Split.Train, 0).Density, second.Folder.Run(Split.Train, 0).Density));
        Assert.True(IsSameFile(first.Folder.PodBasis, second.Folder.PodBasis));
        Assert.False(IsSameFile(first.Folder.Run(Split.Train, 0).Metadata, second.Folder.Run(Split.Train, 0).Metadata));
        string saved = FilesOf(first).First(file => file.StartsWith("HOLD", StringComparison.Ordinal)
            && Path.GetExtension(file) == ".txt");
        Assert.False(IsSameFile(Path.Combine(first.Folder.Root, saved), Path.Combine(second.Folder.Root, saved)));
    }

    [Fact]
    public void WhateverBecomesOfTheSecond_TheFirstKeepsItsBytes()
    {
        Run(first);
        var second = first.Beside("second", Noisy, Chosen, Folds);
        Run(second);
        var before = FilesOf(first).ToDictionary(file => file, file => Bytes(first, file));
        void AssertWhole()
        {
            Assert.Equal(before.Keys, FilesOf(first));
            Assert.All(before, file => Assert.Equal(file.Value, Bytes(first, file.Key)));
            Assert.All(Plan(first), one => Assert.Null(one.Reason));
        }

        // Artifacts of every stage are made again, in place of those that were taken.
        foreach (string[] changes in new string[][]
        {
            ["seed=9", "output.compress=true", "reduction.shift_align=mean"],
            ["models.HOLD.file=other.txt", "evaluation.save_forecasts=false", "evaluation.references=false",
                "test.replicas=0"],
        })
        {
            second.Configure([Noisy, Chosen, Folds, .. changes]);
            Run(second);
            AssertWhole();
        }
        second.Configure(Noisy, Chosen, Folds);
        Run(second);
        AssertWhole();
        foreach (string file in FilesOf(second).Where(file => Path.GetFileName(file) != "config_used.yaml"))
        {
            // Replaced, as by a copy that broke off.
            string path = Path.Combine(second.Folder.Root, file);
            byte[] whole = File.ReadAllBytes(path);
            File.Delete(path);
            File.WriteAllBytes(path, whole[..(whole.Length / 2)]);
        }
        Run(second);
        AssertWhole();
        Assert.All(Plan(second), one => Assert.Null(one.Reason));
        Directory.Delete(second.Folder.Root, recursive: true);
        AssertWhole();
    }

    [Fact]
    public void TheSecond_StaysWhole_WhenTheFirstIsDeletedOrMadeAgain()
    {
        Run(first);
        var second = first.Beside("second", Noisy, Chosen, Folds);
        Run(second);
        first.Configure(Chosen, Folds, "simulator.speed=0.2");
        Run(first);
        Assert.All(Plan(second), one => Assert.Null(one.Reason));
        Directory.Delete(first.Folder.Root, recursive: true);
        Assert.All(Plan(second), one => Assert.Null(one.Reason));
        // A third one takes them from the second.
        Assert.Contains(
            Plan(first.Beside("third", Noisy, Chosen, Folds)), one => one.LinkedFrom == "second");
    }

    [Fact]
    public void AFileThatIsChangedInPlace_IsFoundInBoth_AndTakenByNone()
    {
        Run(first);
        var second = first.Beside("second", Noisy, Chosen, Folds);
        Run(second);
        using (var file = new FileStream(second.Folder.Run(Split.Train, 1).Density, FileMode.Open))
            file.WriteByte((byte)(file.ReadByte() + 1));
        Assert.Equal(["damaged: density.npz holds something else than was written"], Reasons(first));
        Run(second);
        Assert.Equal(["damaged: density.npz holds something else than was written"], Reasons(first));
        Assert.Empty(Reasons(second));
        var third = first.Beside("third", Noisy, Chosen, Folds);
        Assert.Equal("second", Plan(third).Single(one => one.Item.Artifact.RecordPath
            == third.Folder.Run(Split.Train, 1).Metadata).LinkedFrom);
    }

    [Fact]
    public void TheThird_TakesFromOneWhoseFilesWereRead_AndReadsThemNoMore()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a file has no status there");
        var stage = new GenerateEnsemble(Split.Train);
        first.Folder.Make(first.Folder.Stages);
        stage.Run(first.Context());
        var run = first.Folder.Run(Split.Train, 1);
        File.SetLastWriteTimeUtc(run.Density, DateTime.UtcNow.AddHours(-1));
        File.SetLastWriteTimeUtc(run.Trajectory, DateTime.UtcNow.AddHours(-1));
        var (second, third) = (
            first.Beside("taken", Noisy, Chosen, Folds), first.Beside("third", Noisy, Chosen, Folds));
        ArtifactRecord Taken(SmallExperiment experiment)
        {
            experiment.Folder.Make(experiment.Folder.Stages);
            stage.Run(experiment.Context());
            return ArtifactRecord.Read(experiment.Folder.Run(Split.Train, 1).Metadata)!;
        }
        var record = Taken(second);
        Assert.Equal("small", record.LinkedFrom);
        Assert.All(record.Outputs.Values, file => Assert.NotNull(file.Seen));
        var next = Taken(third);
        Assert.Equal("taken", next.LinkedFrom);
        Assert.Equal(record.Outputs, next.Outputs);
        // As long as no time changes; a fourth one finds out.
        File.AppendAllText(run.Density, "x");
        Assert.Null(Taken(first.Beside("fourth", Noisy, Chosen, Folds)).LinkedFrom);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WithAnotherLag_TheTrajectoriesAreTaken_AndTheBytesAreThoseOfAProjection(bool hasFurtherFields)
    {
        string[] settings =
        [
            Noisy, "models=[{name: HOLD, plugin: hold}]", "reduction.shift_align=mean",
            .. hasFurtherFields
                ? ["simulator.has_velocities=true", "simulator.spread=0.5", "density.plugin=flux",
                    "density.fields=[rho, px, py]", "reduction.channel_modes=2"]
                : Array.Empty<string>(),
        ];
        first.Configure(settings);
        void Make(SmallExperiment experiment, int lag)
        {
            foreach (Stage stage in (Stage[])
                [new GenerateEnsemble(Split.Train), new BuildPodBasis(), new BuildLatentDataset()])
                stage.Run(experiment.Context() with { LongestLag = lag });
        }
        Make(first, 1);
        var second = first.Beside("second", settings);
        Make(second, 3);
        Assert.Contains("latent dataset: its trajectories are taken from small", second.Said, StringComparison.Ordinal);
        var (record, source) = (
            ArtifactRecord.Read(second.Folder.StageRecord(StageNames.LatentDataset))!,
            ArtifactRecord.Read(first.Folder.StageRecord(StageNames.LatentDataset))!);
        Assert.Equal("small", record.LinkedFrom);
        Assert.True(record.Seconds >= source.Seconds);
        Assert.Empty(Directory.EnumerateFileSystemEntries(second.Folder.Root, "*.partial"));
        byte[][] taken = [Bytes(second, "rom_common/latent_dataset.npz"), Bytes(second, "rom_common/climatology.npz")];

        // Nothing else is there to take from.
        Directory.Delete(first.Folder.Root, recursive: true);
        Directory.Delete(second.Folder.RomCommon, recursive: true);
        Make(second, 3);
        Assert.Null(ArtifactRecord.Read(second.Folder.StageRecord(StageNames.LatentDataset))!.LinkedFrom);
        Assert.Equal(taken[0], Bytes(second, "rom_common/latent_dataset.npz"));
        Assert.Equal(taken[1], Bytes(second, "rom_common/climatology.npz"));
    }

    [Fact]
    public void WithAnotherBasis_OrDamagedTrajectories_TheRunsAreProjected()
    {
        Stage[] stages = [new GenerateEnsemble(Split.Train), new BuildPodBasis(), new BuildLatentDataset()];
        foreach (var stage in stages) stage.Run(first.Context());
        var damaged = first.Beside("damaged", Noisy, Chosen, Folds);
        using (var file = new FileStream(first.Folder.LatentDataset, FileMode.Open))
            file.WriteByte((byte)(file.ReadByte() + 1));
        var other = first.Beside("other", Noisy, Chosen, Folds, "reduction.modes=2");
        foreach (var experiment in (SmallExperiment[])[damaged, other])
        {
            foreach (var stage in stages) stage.Run(experiment.Context() with { LongestLag = 2 });
            Assert.Null(ArtifactRecord.Read(experiment.Folder.StageRecord(StageNames.LatentDataset))!.LinkedFrom);
        }
    }

    [Theory]
    [InlineData("seed=9")]
    [InlineData("output.compress=true")]
    public void OtherBytes_AreNotLinked(string change)
    {
        Run(first);
        Assert.All(Plan(first.Beside("second", Noisy, Chosen, Folds, change)), one => Assert.Null(one.LinkedFrom));
    }

    [Fact]
    public void SeveralThatBeginAtOnce_EndWithTheSameBytes()
    {
        SmallExperiment[] all =
            [.. new[] { "a", "b", "c" }.Select(name => first.Beside(name, Noisy, Chosen, Folds))];
        Parallel.ForEach(all, Run);
        string[] files = [.. FilesOf(all[0]).Where(file => Path.GetExtension(file) is ".npz" or ".csv" or ".txt")];
        Assert.NotEmpty(files);
        foreach (string file in files)
            Assert.All(all, one => Assert.Equal(Bytes(all[0], file), Bytes(one, file)));
        Assert.All(all, one => Assert.All(Plan(one), artifact => Assert.Null(artifact.Reason)));
    }

    [Fact]
    public void NothingBehindALink_IsTaken()
    {
        Run(first);
        string outside = Directory.CreateTempSubdirectory("romhost-outside-").FullName;
        try
        {
            // The file of one run, the folder of another, and the other experiment itself.
            var (file, run) = (first.Folder.Run(Split.Train, 0).Density, first.Folder.Run(Split.Train, 1).Root);
            File.Move(file, Path.Combine(outside, "density.npz"));
            File.CreateSymbolicLink(file, Path.Combine(outside, "density.npz"));
            Directory.Move(run, Path.Combine(outside, "run"));
            Directory.CreateSymbolicLink(run, Path.Combine(outside, "run"));
            var second = first.Beside("second", Noisy, Chosen, Folds);
            string?[] sources = [.. Plan(second).Take(3).Select(one => one.LinkedFrom)];
            Assert.Equal([null, null, "small"], sources);
            Run(second);
            Assert.False(RealFolder.IsLink(second.Folder.Run(Split.Train, 0).Density));
            Directory.Delete(second.Folder.Root, recursive: true);
            Directory.Move(first.Folder.Root, Path.Combine(outside, "small"));
            Directory.CreateSymbolicLink(first.Folder.Root, Path.Combine(outside, "small"));
            Assert.All(
                Plan(first.Beside("third", Noisy, Chosen, Folds)), one => Assert.Null(one.LinkedFrom));
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }
    }

    [Fact]
    public void ARecordThatNamesOtherFiles_IsNotTaken()
    {
        Run(first);
        var second = first.Beside("second", Noisy, Chosen, Folds);
        string own = Path.Combine(second.Folder.Root, "config_used.yaml");
        File.WriteAllText(own, "mine");
        string record = first.Folder.StageRecord(StageNames.PodBasis);
        foreach (string named in new[]
        {
            "../config_used.yaml", "../../second/config_used.yaml", "../rom_common/../../second/config_used.yaml",
            "../stages/x.json", "../train/run_000/density.npz", "../rom_common/notes.txt", "/etc/hostname",
            "../rom_common", "",
        })
        {
            string path = Path.GetFullPath(Path.Combine(first.Folder.Stages, named));
            if (!Path.Exists(path)) File.WriteAllText(path, "x");
            var forged = ArtifactRecord.Read(record)!;
            var outputs = forged.Outputs.ToDictionary();
            outputs[named] = File.Exists(path) ? ArtifactFile.Of(path) : new ArtifactFile(1, "");
            (forged with { Outputs = outputs }).Sealed().Write(record);
            Assert.Null(Plan(second).Single(one => one.Item.Artifact.Name == "POD basis").LinkedFrom);
            outputs.Remove(named);
            (forged with { Outputs = outputs }).Sealed().Write(record);
            Assert.NotNull(Plan(second).Single(one => one.Item.Artifact.Name == "POD basis").LinkedFrom);
        }
        Assert.Equal("mine", File.ReadAllText(own));
    }

    [Fact]
    public void AnInterruptedTaking_IsRemovedAtTheNextStart()
    {
        Run(first);
        string left = Directory.CreateDirectory(
            Path.Combine(first.Folder.Root, OwnFiles.NewSavingFolder())).FullName;
        File.WriteAllText(Path.Combine(left, "0"), "x");
        Run(first);
        Assert.False(Directory.Exists(left));
        Assert.Contains("removed what a stopped process left unfinished", first.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void Force_TakesNothing()
    {
        Run(first);
        var second = first.Beside("second", Noisy, Chosen, Folds);
        var context = second.Context();
        var store = new ArtifactStore(second.Experiment, second.Folder, second.Components)
        {
            Others = context.Store.Others,
            Force = true,
        };
        new GenerateEnsemble(Split.Train).Run(context with { Store = store });
        Assert.Null(ArtifactRecord.Read(second.Folder.Run(Split.Train, 0).Metadata)!.LinkedFrom);
    }

    private static void Run(SmallExperiment experiment) => new StageRunner(experiment).Run();

    private static PlannedArtifact[] Plan(SmallExperiment experiment) =>
        [.. new StageRunner(experiment).Plan().SelectMany(plan => plan.Artifacts)];

    private static string?[] Reasons(SmallExperiment experiment) =>
        [.. Plan(experiment).Select(one => one.Reason).Where(reason => reason is not null)];

    private static byte[] Bytes(SmallExperiment experiment, string file) =>
        File.ReadAllBytes(Path.Combine(experiment.Folder.Root, file));

    private static string[] FilesOf(SmallExperiment experiment) =>
    [
        .. Directory.EnumerateFiles(experiment.Folder.Root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(experiment.Folder.Root, path)).Order(StringComparer.Ordinal),
    ];

    // What has one file's time has its name.
    private static bool IsSameFile(string one, string other)
    {
        var time = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(one, time);
        return File.GetLastWriteTimeUtc(other) == time;
    }
}
