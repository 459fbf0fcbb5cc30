using System.Globalization;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Configuration.Binding;
using RomHost.Configuration.Sections;
using RomHost.Evaluation;
using RomHost.Models;
using RomHost.Progress;
using RomHost.Selection;

namespace RomHost.Pipeline;

/// <summary>
/// Chooses between the candidates for options of models, by closed-loop forecasts of training runs that are held out.
/// Each candidate has a record, so that a stopped run continues with the next one.
/// </summary>
/// <param name="runtimes">Where models run.</param>
internal sealed class SelectOptions(ModelRuntimes runtimes) : Stage
{
    /// <inheritdoc/>
    public override string Name => StageNames.Selection;

    /// <inheritdoc/>
    public override bool IsByModel => true;

    /// <inheritdoc/>
    public override IEnumerable<StageNeed> Needs(Part part) => [new(StageNames.LatentDataset)];

    /// <inheritdoc/>
    public override IEnumerable<StageItem> Items(ExperimentContext context) =>
        context.Experiment.Models.Where(model => model.Candidates is not null)
            .SelectMany(model => CandidatesOf(context, model).OfType<Artifact>().Append(ChoiceOf(context, model))
                .Select(artifact => new StageItem(artifact) { Model = model.Name }));

    /// <inheritdoc/>
    public override double Run(ExperimentContext context)
    {
        var data = new Lazy<LatentDataset>(
            () => LatentDatasetFile.Read(context.Folder.LatentDataset, context.Cancellation));
        double seconds = 0;
        foreach (var model in context.Experiment.Models.Where(model => context.Part.HasModel(model.Name)))
        {
            if (model.Candidates is { } grid) seconds += Select(context, model, grid, data);
            else Forget(context, model.Name);
        }
        return seconds;
    }

    /// <inheritdoc/>
    public override ExperimentContext Continue(ExperimentContext context) => ChosenOptions.In(context);

    /// <inheritdoc/>
    public override ExperimentContext Foresee(ExperimentContext context)
    {
        HashSet<string> undecided =
        [
            .. context.Experiment.Models.Where(model => model.Candidates is not null
                && context.Store.Look(ChoiceOf(context, model)).Reason is not null).Select(model => model.Name),
        ];
        return ChosenOptions.In(context, undecided) with { Undecided = undecided };
    }

    /// <inheritdoc/>
    /// <remarks>
    /// There is no choice among candidates that were tried alone: the others might be better. A choice is made from the
    /// records of its candidates, which come first.
    /// </remarks>
    public override IEnumerable<(Artifact Artifact, MadeArtifact Substitute)> Substitutes(
        ExperimentContext context, IReadOnlyList<LostItem> lost)
    {
        var choices = lost.Where(one =>
            one.Item.Artifact.RecordPath == context.Folder.SelectionRecord(one.Item.Model!)).ToArray();
        return choices.Length < lost.Count
            ? lost.Except(choices).Select(one => (
                one.Item.Artifact, Failure(CandidateFacts.None(CandidateStatus.Failed, one.Reason).ToJson())))
            : choices.Select(one => (one.Item.Artifact, Failure(new SelectionFacts(
                null, one.Reason, ScoreOf(context).Name, double.NaN, double.NaN, 0,
                context.ModelNamed(one.Item.Model!).Candidates!.Candidates.Count, null).ToJson())));

        static MadeArtifact Failure(JsonObject facts) => new([], facts) { Outcome = Staleness.Failed };
    }

    private static Score ScoreOf(ExperimentContext context) =>
        context.Experiment.Options.Selection.Score == SelectionScore.R2Latent ? Score.R2Latent : Score.RmseLatent;

    // Null for an invalid candidate.
    private static IEnumerable<Artifact?> CandidatesOf(ExperimentContext context, ModelPlan model) =>
        model.Candidates!.Candidates.Select(candidate =>
        {
            if (candidate.Problem is not null) return null;
            var filled = context.For(context.Experiment.With(model, candidate));
            int start = context.Lags.GetValueOrDefault(model.Name, context.LongestLag);
            return CandidateOf(context, filled, filled.ModelNamed(model.Name), candidate, start);
        });

    // A candidate that is not current is presumed to be tried without a failure.
    private static Artifact ChoiceOf(ExperimentContext context, ModelPlan model) => ArtifactOf(
        context, model, model.Candidates!.Candidates.Zip(CandidatesOf(context, model), (candidate, artifact) =>
            FingerprintOf(candidate, artifact is null
                ? null
                : context.Store.Look(artifact).Record?.Fingerprint ?? artifact.Fingerprint)));

    private static string FingerprintOf(Candidate candidate, string? record) =>
        $"{ArtifactRecord.FingerprintOf(candidate.Values)}:{record ?? "invalid"}";

    /// <summary>The choice for a model, whose inputs are its candidates' records.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="candidates">The fingerprint of each candidate's record.</param>
    private static Artifact ArtifactOf(ExperimentContext context, ModelPlan model, IEnumerable<string> candidates) =>
        new($"choice for {model.Name}", context.Folder.SelectionRecord(model.Name), new Dictionary<string, string>
        {
            [Staleness.Host] = HostBuild.Stages.ToString(),
            ["upstream.candidates"] = string.Join(' ', candidates),
        })
        {
            CheckFacts = facts => SelectionFacts.FromJson(facts),
            Reuse = new() { Files = [context.Folder.Selection(model.Name)] },
        };

    /// <summary>A candidate, trained and judged.</summary>
    /// <param name="context">The experiment, with candidates.</param>
    /// <param name="filled">The same with the candidate's options.</param>
    /// <param name="model">The model, with the candidate's options.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="start">The first forecast frame.</param>
    private static Artifact CandidateOf(
        ExperimentContext context, ExperimentContext filled, ModelPlan model, Candidate candidate, int start)
    {
        var inputs = TrainModels.InputsOf(filled, model);
        foreach (var (key, value) in context.Store.Configured("selection.", "test.duration")) inputs[key] = value;
        inputs.Remove("selection.budget"); // it refuses or not, and changes nothing else
        inputs[Staleness.Host] = HostBuild.Stages.ToString();
        inputs["upstream.pod_basis"] = BuildPodBasis.ArtifactOf(context).Fingerprint;
        inputs["longest_lag"] = start.ToString(CultureInfo.InvariantCulture);
        string digest = ArtifactRecord.FingerprintOf(candidate.Values);
        return new($"candidate {candidate.Name}", context.Folder.CandidateRecord(model.Name, digest), inputs)
        {
            CheckFacts = facts => CandidateFacts.FromJson(facts),
            Reuse = new(),
        };
    }

    private double Select(ExperimentContext context, ModelPlan model, CandidateGrid grid, Lazy<LatentDataset> data)
    {
        var options = context.Experiment.Options.Selection;
        var score = ScoreOf(context);
        int count = grid.Candidates.Count;
        // Candidates that use the same channels share folds.
        var folds = new Dictionary<string, (LatentDataset Data, IReadOnlyList<Fold> Folds)>();
        (LatentDataset Data, IReadOnlyList<Fold> Folds) FoldsOf(IReadOnlyList<string>? channels)
        {
            string key = channels is null ? "" : string.Join(',', channels);
            if (folds.TryGetValue(key, out var made)) return made;
            var used = data.Value.Select(channels);
            return folds[key] = (used, Fold.Of(
                used, options.Folds, context.Experiment.Options.Seed, options.StabilityMargin));
        }
        var (facts, records) = (new CandidateFacts[count], new ArtifactRecord?[count]);
        var (reasons, paths) = (new List<string?>(), new HashSet<string>());
        using (var task = context.Display.Begin($"Choosing options of {model.Name}", count * options.Folds, "training"))
        {
            context.ForEachInTurn([.. Enumerable.Range(0, count)], k =>
            {
                var candidate = grid.Candidates[k];
                if (candidate.Problem is { } problem)
                {
                    facts[k] = CandidateFacts.None(CandidateStatus.Invalid, problem);
                    return;
                }
                var filled = context.For(context.Experiment.With(model, candidate));
                var plan = filled.ModelNamed(model.Name);
                int start = context.Lags.GetValueOrDefault(model.Name, context.LongestLag);
                var artifact = CandidateOf(context, filled, plan, candidate, start);
                paths.Add(artifact.RecordPath);
                var (record, reason) = context.Store.MakeOrDefer(
                    artifact, () => Try(filled, plan, FoldsOf(filled.Components.ChannelsOf(plan)), start, task));
                if (reason is null) Skip(task, options.Folds);
                (records[k], facts[k]) = (record, record!.FactsAs(artifact.RecordPath, CandidateFacts.FromJson));
                reasons.Add(reason);
            });
        }
        Reasons.Say(context.Display, $"candidates of {model.Name}", reasons);
        context.Store.Remove(context.Folder.CandidateRecords(model.Name).Where(path => !paths.Contains(path)));
        var choice = context.Store.Make(
            ArtifactOf(context, model, grid.Candidates.Select((candidate, k) =>
                FingerprintOf(candidate, records[k]?.Fingerprint))),
            () =>
            {
                var made = SelectionFacts.Of(grid, facts, score);
                try
                {
                    context.Folder.Make(context.Folder.Model(model.Name));
                    SelectionTable.Write(context.Folder.Selection(model.Name), grid, facts, made);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // A file in the place of the model's folder, for example, affects this model only.
                    made = made with
                    {
                        Chosen = null,
                        Message = $"its files cannot be kept: {e.Message}; remove what is in their place, or free "
                            + "space, and run again",
                    };
                    return new MadeArtifact([], made.ToJson()) { Outcome = Staleness.Failed };
                }
                return new MadeArtifact([context.Folder.Selection(model.Name)], made.ToJson());
            });
        Report(context, model, grid, facts);
        return records.Sum(record => record?.Seconds ?? 0) + choice.Record!.Seconds;
    }

    private MadeArtifact Try(
        ExperimentContext context, ModelPlan model, (LatentDataset Data, IReadOnlyList<Fold> Folds) folded, int start,
        IProgressTask task)
    {
        var (data, folds) = folded;
        int advanced = 0;
        using var work = context.Components.Begin("the choice of options", model);
        var facts = new CandidateTrial(context, model, runtimes.Of(model), data, start).Run(folds, () =>
        {
            advanced++;
            task.Advance();
        });
        for (; advanced < folds.Count; advanced++) task.Advance(); // one that failed is over
        return new MadeArtifact([], facts.ToJson())
        {
            Outcome = facts.Status == CandidateStatus.Failed ? Staleness.Failed : null,
        };
    }

    private static void Skip(IProgressTask task, int folds)
    {
        for (int fold = 0; fold < folds; fold++)
        {
            task.Kept();
            task.Advance();
        }
    }

    // A line for each thing that went wrong, with the first of its reasons, and one for the choice.
    private static void Report(
        ExperimentContext context, ModelPlan model, CandidateGrid grid, IReadOnlyList<CandidateFacts> facts)
    {
        foreach (var group in facts.Select((fact, k) => (Fact: fact, grid.Candidates[k].Name))
            .Where(one => one.Fact.Status is not (CandidateStatus.Ok or CandidateStatus.Invalid))
            .GroupBy(one => one.Fact.Status))
        {
            var (fact, name) = group.First();
            context.WarnOfFailure(
                $"{model.Name}: {group.Count()} of {NumberText.Count(facts.Count, "candidate")} "
                + $"{SelectionFacts.StatusText(group.Key)}: {name}: {fact.Message}",
                fact.Stack);
        }
        if (SelectionFacts.Read(context.Folder, model.Name) is { Chosen: not null } selection)
            context.Display.Say($"{model.Name}: {selection}");
    }

    // Options that have one value now: what was chosen before says nothing.
    private static void Forget(ExperimentContext context, string model)
    {
        var folder = context.Folder;
        context.Store.Remove(
            [folder.SelectionRecord(model), .. folder.CandidateRecords(model), folder.Selection(model)]);
    }
}
