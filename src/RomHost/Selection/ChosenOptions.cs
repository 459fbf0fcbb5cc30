using RomHost.Artifacts;

namespace RomHost.Selection;

/// <summary>Reads which candidates were chosen for models' options.</summary>
internal static class ChosenOptions
{
    /// <summary>
    /// Returns the experiment with the chosen options, as the records of the choices name them. A model for which none
    /// was chosen keeps its candidates.
    /// </summary>
    /// <param name="context">The experiment.</param>
    /// <param name="except">Names of models that keep their candidates, whatever a record says; null for none.</param>
    public static ExperimentContext In(ExperimentContext context, IReadOnlySet<string>? except = null)
    {
        var experiment = context.Experiment;
        foreach (var model in context.Experiment.Models)
        {
            if (model.Candidates is { } grid && except?.Contains(model.Name) != true
                && SelectionFacts.Read(context.Folder, model.Name)?.In(grid) is { } candidate)
                experiment = experiment.With(model, candidate);
        }
        return ReferenceEquals(experiment, context.Experiment) ? context : context.For(experiment);
    }
}
