namespace RomHost.Clusters;

/// <summary>The runs and models that tasks of one stage make.</summary>
internal sealed class TaskSet
{
    private readonly RunSet all = new(), ofAllModels = new();
    private readonly Dictionary<string, RunSet> byModel = [];

    /// <summary>Adds what a task makes.</summary>
    /// <param name="task">The task.</param>
    public void Add(ClusterTask task)
    {
        all.Add(task.Indices);
        if (task.Model is not { } model) ofAllModels.Add(task.Indices);
        else if (byModel.TryGetValue(model, out var runs)) runs.Add(task.Indices);
        else (byModel[model] = new()).Add(task.Indices);
    }

    /// <summary>Returns whether a task makes something that one of these makes too.</summary>
    /// <param name="task">The task.</param>
    public bool Overlaps(ClusterTask task) => task.Model is not { } model
        ? all.Overlaps(task.Indices)
        : ofAllModels.Overlaps(task.Indices) || (byModel.GetValueOrDefault(model)?.Overlaps(task.Indices) ?? false);

    /// <summary>Returns whether one of these makes an artifact.</summary>
    /// <param name="model">Its model; null where it belongs to no single model.</param>
    /// <param name="run">Its run; null where it belongs to no single run.</param>
    public bool Makes(string? model, int? run) =>
        ofAllModels.Has(run) || (model is not null && (byModel.GetValueOrDefault(model)?.Has(run) ?? false));

    private sealed class RunSet
    {
        private readonly HashSet<int> runs = [];
        private bool isWhole;

        private bool IsEmpty => !isWhole && runs.Count == 0;

        public void Add(IReadOnlyList<int>? indices)
        {
            if (indices is null) isWhole = true;
            else runs.UnionWith(indices);
        }

        public bool Overlaps(IReadOnlyList<int>? indices) =>
            isWhole || (indices is null ? !IsEmpty : indices.Any(runs.Contains));

        public bool Has(int? run) => isWhole || (run is { } index ? runs.Contains(index) : !IsEmpty);
    }
}
