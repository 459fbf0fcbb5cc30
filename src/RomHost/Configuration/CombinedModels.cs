using Rom.Abstractions;

namespace RomHost.Configuration;

/// <summary>Finds the models that a model of an experiment combines.</summary>
internal static class CombinedModels
{
    /// <summary>Returns whether a model combines others.</summary>
    /// <param name="model">The model.</param>
    public static bool IsCombined(ModelPlan model) =>
        typeof(ICombiningTrainer).IsAssignableFrom(model.Registration.ImplementationType);

    /// <summary>Returns the models that a model combines, in order.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="trainer">Its trainer.</param>
    /// <exception cref="ArgumentException">
    /// There is none, one is not among those before it, or one is named twice. Models before it only, so that no model
    /// is made of itself.
    /// </exception>
    public static IReadOnlyList<ModelPlan> MembersOf(
        Experiment experiment, ModelPlan model, ICombiningTrainer trainer)
    {
        ModelPlan[] before = [.. experiment.Models.TakeWhile(other => other.Name != model.Name)];
        if (before.Length == 0)
            throw new ArgumentException("expected models before it in the list of models to combine, found none");
        if (trainer.Members.Count == 0) return before;
        if (trainer.Members.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException(
                $"expected each of its members once, found '{twice.Key}' {twice.Count()} times");
        }
        return
        [
            .. trainer.Members.Select(name => before.FirstOrDefault(other => other.Name == name)
                ?? throw new ArgumentException(
                    $"expected the names of enabled models before it in the list "
                    + $"({string.Join(", ", before.Select(other => other.Name))}), found '{name}'")),
        ];
    }
}
