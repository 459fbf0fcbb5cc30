using Rom.Forecasting.Serialization;
using RomHost.Configuration;
using RomHost.Configuration.Binding;

namespace RomHost.Validation;

/// <summary>
/// Checks that there are runs enough, and not too many trainings, to choose between candidates for options.
/// </summary>
/// <param name="experiment">The experiment.</param>
/// <param name="log">Receives the errors.</param>
internal sealed class SelectionCheck(Experiment experiment, ValidationLog log)
{
    /// <summary>Checks the models with candidates.</summary>
    public void Check()
    {
        var (runs, options) = (experiment.TrainRuns.Count, experiment.Options.Selection);
        foreach (ModelPlan model in experiment.Models)
        {
            if (model.Candidates is not { } grid) continue;
            string option = OptionOf(model, grid);
            if (runs < 2)
            {
                log.Error(
                    option,
                    $"expected at least 2 training runs to choose between candidates, found {runs}: each candidate is "
                    + "judged by runs that it was not trained on; add runs to train.initial_conditions, or give one "
                    + "value");
            }
            else if (runs < options.Folds)
            {
                log.Error(
                    HasKey("folds") ? "Selection.Folds" : option,
                    $"expected at most as many folds as training runs, {runs}, found {options.Folds}; set "
                    + $"selection.folds to {runs} or less, or add runs to train.initial_conditions");
            }
            long trainings = (long)grid.Usable.Count() * options.Folds;
            if (trainings <= options.Budget) continue;
            log.Error(
                HasKey("budget") ? "Selection.Budget" : option,
                $"expected at most {NumberText.Count(options.Budget, "training")} to choose between candidates "
                + $"(selection.budget), found {grid.Usable.Count()} candidates × {options.Folds} folds = {trainings}; "
                + "list fewer candidates, use fewer folds, or raise selection.budget");
        }
    }

    private bool HasKey(string key) =>
        (experiment.Document.Root.Find("selection")?.Value as Configuration.Yaml.MappingNode)?.Find(key) is not null;

    private string OptionOf(ModelPlan model, CandidateGrid grid)
    {
        int index = experiment.Options.Models.ToList().FindIndex(options => options.Name == model.Name);
        return $"Models[{index}].{grid.Axes[0].Member}";
    }
}
