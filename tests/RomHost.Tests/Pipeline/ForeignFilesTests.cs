using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Pipeline;

namespace RomHost.Tests.Pipeline;

/// <summary>The files of another experiment: which of them are taken, and how they get here.</summary>
public sealed class ForeignFilesTests : IDisposable
{
    private static readonly string[] Settings =
    [
        "simulator.noise=0.1", "simulator.has_velocities=true", "simulator.spread=0.5", "density.plugin=flux",
        "density.fields=[rho, px, py]", "reduction.channel_modes=2", "reduction.shift_align=mean",
        "reduction.transform=sqrt", "evaluation.lift=expectation", "selection.folds=3",
        "models=[{name: HOLD, plugin: hold}, {name: F, plugin: factor, factor: {choose: [0.5, 0.9]}}]",
    ];

    private readonly SmallExperiment first = new(Settings);
    private readonly SmallExperiment second;

    public ForeignFilesTests() => second = first.Beside("second", Settings);

    public void Dispose() => first.Dispose();

    [Fact]
    public void OfEachKind_ARecordBringsItsOwnFiles_AllOfThem_AndNoOthers()
    {
        new StageRunner(first).Run();
        PlannedArtifact[] plan = [.. new StageRunner(second).Plan().SelectMany(one => one.Artifacts)];
        // An artifact, a file of another kind beside its own, and a file that each such artifact has.
        foreach (var (kind, other, own) in ((string Kind, string Other, string? Own)[])
        [
            ("training run 1", "train/run_002/density.npz", "train/run_001/density.npz"),
            ("POD basis", "rom_common/latent_dataset.npz", "rom_common/shift_align.npz"),
            ("POD basis", "rom_common/pod_basis_other.npz", "rom_common/pod_basis.npz"),
            ("latent dataset", "rom_common/pod_basis.npz", "rom_common/climatology.npz"),
            ("candidate factor 0.5", "F/selection.csv", null),
            ("choice for F", "F/test_results.csv", "F/selection.csv"),
            ("HOLD", "HOLD/forecast_variance.npz", null),
            ("HOLD", "F/factor.txt", null),
            ("forecast variance of HOLD", "HOLD/selection.csv", null),
            ("test run 1", "test/run_001/density_pred_hold.npz", "test/run_001/density_true.npz"),
            ("order parameters", "test/run_000/replicas.csv", "test/run_000/order_params.csv"),
            ("replicas", "test/run_000/order_params.csv", "test/run_000/replicas.csv"),
            ("reference forecasts", "test/run_000/replicas.csv", null),
            ("evaluation", "test/run_000/density_pred_f.npz", null),
        ])
        {
            var artifact = plan.Select(one => one.Item.Artifact)
                .First(one => one.Name.StartsWith(kind, StringComparison.Ordinal));
            string path = Path.Combine(first.Folder.Root, second.Folder.NameOf(artifact.RecordPath));
            var record = ArtifactRecord.Read(path)!;
            string NameOf(string file) => Path.GetRelativePath(
                Path.GetDirectoryName(path)!, Path.Combine(first.Folder.Root, file)).Replace('\\', '/');
            void AssertTaken(bool isTaken, params IEnumerable<KeyValuePair<string, ArtifactFile>> outputs)
            {
                (record with { Outputs = outputs.ToDictionary() }).Sealed().Write(path);
                Assert.Equal(
                    (kind, isTaken ? "small" : null), (kind, second.Context().Store.SourceOf(artifact)));
            }

            string added = Path.Combine(first.Folder.Root, other);
            if (!File.Exists(added)) File.WriteAllText(added, "x");
            AssertTaken(false, [.. record.Outputs, new(NameOf(other), ArtifactFile.Of(added))]);
            if (own is not null)
            {
                Assert.Contains(NameOf(own), record.Outputs.Keys);
                AssertTaken(false, record.Outputs.Where(one => one.Key != NameOf(own)));
            }
            AssertTaken(true, record.Outputs);
        }
    }

    [Fact]
    public void WithAlignmentAndFurtherFields_EverythingIsTaken()
    {
        new StageRunner(first).Run();
        new StageRunner(second).Run();
        foreach (string name in (string[])
            ["pod_basis", "pod_basis_momentum", "shift_align", "pod_spectra", "latent_dataset", "climatology"])
        {
            string file = Path.Combine("rom_common", name + ".npz");
            Assert.Equal(
                File.ReadAllBytes(Path.Combine(first.Folder.Root, file)),
                File.ReadAllBytes(Path.Combine(second.Folder.Root, file)));
        }
        Assert.All(
            new StageRunner(second).Plan().SelectMany(plan => plan.Artifacts),
            one => Assert.Equal("small", ArtifactRecord.Read(one.Item.Artifact.RecordPath)!.LinkedFrom));
    }

    [Fact]
    public void ARecordWithANameThatNoFileCanHave_IsNotTaken()
    {
        MakeRuns(first);
        string path = RunOf(first).Metadata;
        var record = ArtifactRecord.Read(path)!;
        var outputs = record.Outputs.ToDictionary();
        outputs["a\0b.npz"] = new ArtifactFile(1, "");
        (record with { Outputs = outputs }).Sealed().Write(path);
        MakeRuns(second);
        Assert.Null(ArtifactRecord.Read(RunOf(second).Metadata)!.LinkedFrom);
        Assert.Equal(File.ReadAllBytes(RunOf(first).Density), File.ReadAllBytes(RunOf(second).Density));
    }

    [Fact]
    public void WhereLinksCannotBe_FilesAreCopied_WithTheSameBytes()
    {
        MakeRuns(first);
        MakeRuns(second, new OtherDisk());
        Assert.Equal("small", ArtifactRecord.Read(RunOf(second).Metadata)!.LinkedFrom);
        byte[] bytes = File.ReadAllBytes(RunOf(first).Density);
        Assert.Equal(bytes, File.ReadAllBytes(RunOf(second).Density));
        File.WriteAllText(RunOf(second).Density, "changed"); // in place
        Assert.Equal(bytes, File.ReadAllBytes(RunOf(first).Density));
        AssertNothingIsLeft();
    }

    [Fact]
    public void WhereTheDiskHasNoRoomForACopy_NothingOfItIsLeft_AndTheArtifactIsMade()
    {
        MakeRuns(first);
        string[] before = FilesOf(first);
        MakeRuns(second, new FullDisk());
        Assert.Null(ArtifactRecord.Read(RunOf(second).Metadata)!.LinkedFrom);
        Assert.Equal(File.ReadAllBytes(RunOf(first).Density), File.ReadAllBytes(RunOf(second).Density));
        AssertNothingIsLeft();
        Assert.Equal(before, FilesOf(first));
    }

    [Fact]
    public void WhereItHasNoRoomToMakeItEither_TheMessageSaysSo_AndNothingIsLost()
    {
        MakeRuns(first);
        string[] before = FilesOf(first);
        var failure = Assert.Throws<StageFailedException>(
            () => new ExperimentRunner([new WithoutRoom()]).Run(With(new FullDisk())));
        Assert.Contains("No space left on device", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"check that {second.Folder.Root} may be written", failure.Message, StringComparison.Ordinal);
        Assert.Contains("its disk has room", failure.Message, StringComparison.Ordinal);
        AssertNothingIsLeft();
        Assert.False(File.Exists(RunOf(second).Metadata));
        Assert.Equal(before, FilesOf(first));
        // With room again, the same command continues.
        MakeRuns(second);
        Assert.Equal("small", ArtifactRecord.Read(RunOf(second).Metadata)!.LinkedFrom);
    }

    private static RunFolder RunOf(SmallExperiment experiment) => experiment.Folder.Run(Split.Train, 1);

    private void MakeRuns(SmallExperiment experiment, FileTransfer? transfer = null)
    {
        experiment.Folder.Make(experiment.Folder.Stages); // an experiment that others look at
        new GenerateEnsemble(Split.Train).Run(transfer is null ? experiment.Context() : With(transfer));
    }

    private ExperimentContext With(FileTransfer transfer)
    {
        var context = second.Context();
        return context with
        {
            Store = new ArtifactStore(second.Experiment, second.Folder, second.Components)
            {
                Others = context.Store.Others,
                Transfer = transfer,
            },
        };
    }

    private void AssertNothingIsLeft() => Assert.Empty(
        Directory.EnumerateFileSystemEntries(second.Folder.Root, "*.partial", SearchOption.AllDirectories));

    private static string[] FilesOf(SmallExperiment experiment) =>
    [
        .. Directory.EnumerateFiles(experiment.Folder.Root, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(path => $"{path} {Convert.ToHexString(File.ReadAllBytes(path))}"),
    ];

    private static IOException NoRoom() => new("No space left on device : '/x/density.npz.partial'");

    /// <summary>Another disk, to which no link leads (EXDEV).</summary>
    private sealed class OtherDisk : FileTransfer
    {
        public override HardLinkOutcome Link(string source, string name) => HardLinkOutcome.NotPossible;
    }

    /// <summary>Another disk, which has room for half of a file (ENOSPC).</summary>
    private sealed class FullDisk : FileTransfer
    {
        public override HardLinkOutcome Link(string source, string name) => HardLinkOutcome.NotPossible;

        public override void Copy(string source, string name, CancellationToken cancellation)
        {
            File.WriteAllBytes(name, File.ReadAllBytes(source)[..(int)(new FileInfo(source).Length / 2)]);
            throw NoRoom();
        }
    }

    /// <summary>A stage that makes a run where there is no room.</summary>
    private sealed class WithoutRoom : Stage
    {
        public override string Name => StageNames.TrainingData;

        public override IEnumerable<StageNeed> Needs(Part part) => [];

        public override IEnumerable<StageItem> Items(ExperimentContext context) => [];

        public override double Run(ExperimentContext context)
        {
            var artifact = GenerateEnsemble.ArtifactOf(context, Split.Train, context.Experiment.TrainRuns[1]);
            return context.Store.Make(artifact, () => throw NoRoom()).Record!.Seconds;
        }
    }
}
