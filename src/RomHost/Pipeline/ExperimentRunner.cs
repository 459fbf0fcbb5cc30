using Rom.Forecasting.Work;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Configuration.Binding;
using RomHost.Configuration.Yaml;
using RomHost.Ending;

namespace RomHost.Pipeline;

/// <summary>Runs an experiment from its configuration to its summary.</summary>
/// <param name="stages">The stages, in their order.</param>
internal sealed class ExperimentRunner(IReadOnlyList<Stage> stages)
{
    /// <summary>The stages, in their order.</summary>
    public IReadOnlyList<Stage> Stages => stages;

    /// <summary>Makes missing or stale artifacts of an experiment, and writes the summary.</summary>
    /// <param name="context">The experiment, its folder and the settings of the run.</param>
    /// <param name="before">Work to do first, which removes artifacts, so that no other process may work.</param>
    /// <exception cref="ExperimentInUseException">A process with another configuration works on it.</exception>
    /// <exception cref="OutputUnusableException">The folder is not writable.</exception>
    /// <exception cref="ExperimentTakenException">Another process began to work on it meanwhile.</exception>
    /// <exception cref="StageFailedException">A stage failed.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public ExperimentSummary Run(ExperimentContext context, Action? before = null)
    {
        using var turn = Begin(context, isAlone: before is not null);
        WarnOfUnoptimised(context);
        before?.Invoke();
        var seconds = new Dictionary<string, double>();
        var sources = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var stage in stages)
        {
            context.Display.Enter(seconds.Count + 1, stages.Count);
            seconds[stage.Name] = RunStage(stage, context);
            if (context.Store.TakeSources() is { Count: > 0 } others) sources[stage.Name] = others;
            context = stage.Continue(context);
        }
        var summary = SummaryWriter.Write(context, seconds, sources);
        WarnOfRebuilt(context);
        return summary;
    }

    /// <summary>
    /// Makes missing or stale artifacts of one stage, for the context's part of the runs and models; results that need
    /// all of them, and the summary, are left to <see cref="Run"/>.
    /// </summary>
    /// <param name="context">The experiment, its folder, and the part.</param>
    /// <param name="name">The stage's name.</param>
    /// <param name="ended">
    /// Returns why the task that was to make an artifact, by its stage, ended without it; null where none has ended.
    /// </param>
    /// <exception cref="NeedsMissingException">An artifact that the part is made from is not there.</exception>
    /// <exception cref="ExperimentInUseException">A process with another configuration works on it.</exception>
    /// <exception cref="OutputUnusableException">The folder is not writable.</exception>
    /// <exception cref="ExperimentTakenException">Another process began to work on it meanwhile.</exception>
    /// <exception cref="StageFailedException">The stage failed.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public void RunOnly(ExperimentContext context, string name, Func<string, StageItem, string?>? ended = null)
    {
        // A model that failed, say, is finished work for the stages after it.
        context.Store.AcceptsFailures = true;
        using var turn = Begin(context);
        WarnOfUnoptimised(context);
        var stage = StageNamed(name);
        var substitution = new Substitution(context, ended);
        do
        {
            context = substitution.Present();
            foreach (var earlier in stages.TakeWhile(one => one != stage)) context = earlier.Foresee(context);
        }
        while (CheckNeeds(stage, context, substitution));
        RunStage(stage, context);
        WarnOfRebuilt(context);
    }

    /// <summary>
    /// Gathers the results of an experiment that was made in parts: tables of all runs, and the summary. What failed is
    /// not tried again.
    /// </summary>
    /// <param name="context">The experiment and its folder.</param>
    /// <param name="ended">
    /// Returns why the task that was to make an artifact, by its stage, ended without it; null where none has ended.
    /// </param>
    /// <exception cref="NeedsMissingException">An artifact is not there.</exception>
    /// <exception cref="ExperimentInUseException">A process with another configuration works on it.</exception>
    /// <exception cref="OutputUnusableException">The folder is not writable.</exception>
    /// <exception cref="StageFailedException">A stage failed.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ExperimentSummary Gather(ExperimentContext context, Func<string, StageItem, string?>? ended = null)
    {
        context.Store.AcceptsFailures = context.Store.KeepsFailures = true;
        var substitution = new Substitution(context, ended);
        do context = substitution.Present();
        while (CheckResults(context, substitution));
        return Run(context);
    }

    /// <summary>
    /// Writes the configuration of an experiment, and keeps other configurations from its folder while something is
    /// prepared.
    /// </summary>
    /// <param name="context">The experiment and its folder.</param>
    /// <param name="prepare">The work, given the digest of what artifacts are made from.</param>
    /// <exception cref="ExperimentInUseException">A process with another configuration works on it.</exception>
    /// <exception cref="OutputUnusableException">The folder is not writable.</exception>
    public T Hold<T>(ExperimentContext context, Func<string, T> prepare)
    {
        using var turn = Begin(context);
        return prepare(ExperimentIdentity.Of(context, isUnique: false));
    }

    /// <summary>Finds a stage by its name.</summary>
    /// <param name="name">The name, in upper or lower case.</param>
    /// <exception cref="InvalidDataException">There is none of this name; the message lists them.</exception>
    public Stage StageNamed(string name)
    {
        if (stages.FirstOrDefault(stage => stage.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found)
            return found;
        string[] names = [.. stages.Select(stage => stage.Name)];
        throw new InvalidDataException(
            $"expected a stage ({string.Join(", ", names)}) or summary, found '{name}'{NearestName.Hint(name, names)}");
    }

    // Whether something was recorded for what is missing, so that all is to be looked at again.
    private bool CheckNeeds(Stage stage, ExperimentContext context, Substitution substitution)
    {
        // What could not be made, because something before it is missing, has not failed by itself.
        var needs = substitution.IsPossible
            ? stage.Needs(context.Part).OrderBy(need => stages.TakeWhile(one => one.Name != need.Stage).Count())
            : stage.Needs(context.Part);
        foreach (var need in needs)
        {
            var needed = StageNamed(need.Stage);
            var missing = StagePlan.Of(needed, context, need.Part).ToMake;
            if (missing.Count == 0) continue;
            if (substitution.Record(needed, context, substitution.LostOf(needed, missing))) return true;
            throw Missing(stage.Name, needed, missing, substitution);
        }
        return false;
    }

    private bool CheckResults(ExperimentContext given, Substitution substitution)
    {
        var context = given;
        foreach (var stage in stages)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var plan = StagePlan.Of(stage, context);
            if (!stage.IsFinished(plan, context.Folder))
            {
                var lost = substitution.LostOf(stage, plan.ToMake);
                using var turn = lost.Count > 0 ? Begin(given) : null;
                context.Store.Turn = turn;
                if (substitution.Record(stage, context, lost)) return true;
                throw Missing("the summary", stage, plan.ToMake, substitution);
            }
            context = stage.Foresee(context);
        }
        return false;
    }

    private static NeedsMissingException Missing(
        string reader, Stage stage, IReadOnlyList<PlannedArtifact> missing, Substitution substitution)
    {
        string more = missing.Count > 1 ? $" and {missing.Count - 1} more" : "";
        string remedy = substitution.LostOf(stage, missing) is [var lost, ..]
            ? $"{lost.Reason}; romhost submit again makes what is missing"
            : $"run it first: romhost run --only {stage.Name}";
        return new NeedsMissingException(
            $"{reader} reads artifacts of {stage.Name} that are not current: {missing[0].Item.Artifact.Name}"
            + $" ({missing[0].Reason}){more}; {remedy}");
    }

    /// <summary>Plans a run: what every stage would make, and why. Nothing is made, written or removed.</summary>
    /// <param name="context">The experiment and its folder, which need not exist.</param>
    /// <param name="findsSources">
    /// Whether artifacts are looked for in other experiments, whose files are read as a whole.
    /// </param>
    public IReadOnlyList<StagePlan> Plan(ExperimentContext context, bool findsSources = false)
    {
        var plans = new List<StagePlan>();
        foreach (var stage in stages)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            plans.Add(StagePlan.Of(stage, context, findsSources: findsSources));
            context = stage.Foresee(context);
        }
        return plans;
    }

    private static void WarnOfUnoptimised(ExperimentContext context)
    {
        foreach (var plugin in context.Components.Plugins.Where(plugin => !plugin.IsOptimised))
        {
            context.Display.Warn(
                $"plugin {plugin.Name} ({plugin.Path}) was built without optimisation: its code is several times "
                + "slower than it need be, and times of it say nothing; build it with --configuration Release, or "
                + "with <Optimize>true</Optimize> in its project");
        }
    }

    // An assembly that a plugin loaded late may belong to either build.
    private static void WarnOfRebuilt(ExperimentContext context)
    {
        foreach (var plugin in context.Components.Plugins.Where(plugin => plugin.WasRebuilt()))
        {
            context.Display.Warn(
                $"plugin {plugin.Name} was rebuilt while the experiment ran; run again, "
                + "which makes again whatever depends on it");
        }
    }

    private static ExperimentTurn Begin(ExperimentContext context, bool isAlone = false)
    {
        // The records name the loaded builds, whatever is rebuilt meanwhile.
        string identity = ExperimentIdentity.Of(context, isAlone || context.Store.Force);
        ExperimentTurn? turn = null;
        try
        {
            TemporaryFolder.RemoveAbandoned();
            Directory.CreateDirectory(context.Folder.Root);
            turn = ExperimentTurn.Take(context.Folder, identity);
            context.Store.Turn = turn;
            using (context.Store.Claim(context.Folder.ConfigResolved, "the configuration")) Prepare(context, turn);
            return turn;
        }
        catch (Exception e)
        {
            turn?.Dispose();
            if (e is IOException or UnauthorizedAccessException)
                throw new OutputUnusableException(context.Folder.Root, e);
            throw;
        }
    }

    // What a process left unfinished cannot be told from what others are writing.
    private static void Prepare(ExperimentContext context, ExperimentTurn turn)
    {
        context.Folder.RefuseLinks(context.Experiment.Models.Select(model => model.Name));
        context.Folder.Make(context.Folder.Stages);
        var leftovers = new Leftovers(context);
        bool isAlone = turn.IsAlone;
        if (isAlone)
        {
            if (turn.RemoveEnded() is { } work)
            {
                context.Display.Warn(
                    $"the last run ended without a word during {work}: it was killed (by a lack of memory, say), or "
                    + "native code crashed; this one goes on from there");
            }
            leftovers.RemoveUnfinished();
        }
        WriteConfiguration(context);
        if (!isAlone) return;
        foreach (var split in Enum.GetValues<Split>())
            leftovers.RemoveSurplus(split, context.Experiment.RunsOf(split).Count);
    }

    private static double RunStage(Stage stage, ExperimentContext context)
    {
        try
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Store.Turn!.Check();
            using var claim = stage.IsExclusive
                ? context.Store.Claim(context.Folder.StageRecord(stage.Name), $"the stage {stage.Name}")
                : null;
            using var work = WorkUnderWay.Begin($"the stage {stage.Name}");
            double seconds = stage.Run(context);
            // The garbage of a stage would add to the memory of the next one. Aggressive, so that the memory is also
            // returned to the system.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            return seconds;
        }
        catch (OperationCanceledException) when (context.Cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (ExperimentTakenException)
        {
            throw;
        }
        // .NET reports a file that grows too large as an argument out of range.
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException
                || (e is ArgumentOutOfRangeException && ProcessLimits.OnFileSize() != ""))
        {
            context.Store.Turn!.Check(); // the other process may have removed what this one was writing
            throw new StageFailedException(
                stage.Name, e,
                $"; check that {context.Folder.Root} may be written, that nothing else took a name in it, and that its "
                + $"disk has room{ProcessLimits.OnFileSize()}");
        }
        catch (Exception e)
        {
            throw new StageFailedException(stage.Name, e);
        }
    }

    private static bool HasValuesOf(ExperimentContext context)
    {
        try
        {
            return ConfigurationWriter.Write(ConfigurationDocument.Read(context.Folder.ConfigResolved))
                == ConfigurationWriter.WriteValues(context.Experiment);
        }
        catch (ConfigurationException)
        {
            return false;
        }
    }

    private static void WriteConfiguration(ExperimentContext context)
    {
        var document = context.Experiment.Document;
        // A process that was started with what another one wrote here changes nothing of it.
        if (RealFolder.Contains(context.Folder.Root, Path.GetFullPath(document.Source))
            && File.Exists(context.Folder.ConfigUsed) && HasValuesOf(context))
        {
            return;
        }
        string resolved = ConfigurationWriter.WriteResolved(context.Experiment);
        // A summary of another configuration must not exist beside this one while its stages run.
        if (!File.Exists(context.Folder.ConfigResolved)
            || RegularFile.OtherKindOf(context.Folder.ConfigResolved) is not null
            || RegularFile.ReadAllText(context.Folder.ConfigResolved) != resolved)
            AtomicFile.Delete(context.Folder.Summary);
        AtomicFile.Write(context.Folder.ConfigUsed, stream => stream.Write(document.Bytes.Span));
        AtomicFile.WriteText(context.Folder.ConfigResolved, resolved);
    }
}
