using RomHost.Artifacts;
using RomHost.Configuration;

namespace RomHost.Pipeline;

/// <summary>
/// One stage of the pipeline. It reads artifacts and writes artifacts; nothing else passes between stages, so that each
/// can be resumed.
/// </summary>
internal abstract class Stage
{
    /// <summary>The stage's name in snake_case, as in the summary.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Returns the number of runs of which it makes artifacts one by one; 0 where parts of it have no runs.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    public virtual int RunsOf(Experiment experiment) => 0;

    /// <summary>Whether it makes artifacts of each model by itself.</summary>
    public virtual bool IsByModel => false;

    /// <summary>Whether one process at a time works on it, because others would disturb its measurements.</summary>
    public virtual bool IsExclusive => false;

    /// <summary>Returns the artifacts of other stages that it reads.</summary>
    /// <param name="part">The part of the stage that is to be made.</param>
    public abstract IEnumerable<StageNeed> Needs(Part part);

    /// <summary>
    /// Lists the artifacts that <see cref="Run"/> makes or keeps, as far as they are known before anything is made; it
    /// presumes that whatever is made succeeds. Nothing is written.
    /// </summary>
    /// <param name="context">The context of the stage.</param>
    public abstract IEnumerable<StageItem> Items(ExperimentContext context);

    /// <summary>
    /// Makes missing or stale artifacts of the context's part; results of all runs and models are gathered where the
    /// part is whole.
    /// </summary>
    /// <param name="context">The context of the stage.</param>
    /// <returns>Seconds for making the stage's present artifacts, in this process or an earlier one.</returns>
    public abstract double Run(ExperimentContext context);

    /// <summary>
    /// Returns what stands for artifacts that were to be made by tasks which ended without them, as far as the stages
    /// after this one can go on: failures of models, as models that fail leave them, and what needs no model.
    /// </summary>
    /// <param name="context">The context of the stage that needs them.</param>
    /// <param name="lost">Artifacts, which are missing, with the reason.</param>
    public virtual IEnumerable<(Artifact Artifact, MadeArtifact Substitute)> Substitutes(
        ExperimentContext context, IReadOnlyList<LostItem> lost) => [];

    /// <summary>Returns whether nothing of it is left to make before the results are gathered.</summary>
    /// <param name="plan">What it would make.</param>
    /// <param name="folder">The experiment's folder.</param>
    public virtual bool IsFinished(StagePlan plan, ExperimentFolder folder) => plan.ToMake.Count == 0;

    /// <summary>Returns the experiment for the stages after this one, made from this one's artifacts.</summary>
    /// <param name="context">The context of the stage, which has run.</param>
    public virtual ExperimentContext Continue(ExperimentContext context) => context;

    /// <summary>
    /// Returns the experiment for the stages after this one, as far as the present artifacts of this one decide it.
    /// </summary>
    /// <param name="context">The context of the stage, which need not have run.</param>
    public virtual ExperimentContext Foresee(ExperimentContext context) => context;
}
