namespace RomHost.Configuration.Binding;

/// <summary>
/// The parameters of one entry of <c>initial_conditions</c>, and the initial conditions they multiply out to.
/// </summary>
/// <param name="Axes">Each parameter with its values, those that were given first, in the order of the file.</param>
/// <param name="Points">One for each combination, the last axis varying fastest.</param>
internal sealed record InitialConditionGrid(IReadOnlyList<GridAxis> Axes, IReadOnlyList<GridPoint> Points)
{
    /// <summary>Combinations that one entry of <c>initial_conditions</c> may have at the most.</summary>
    public const int MostPoints = 100_000;

    /// <summary>All combinations of one index for each axis, the last varying fastest.</summary>
    /// <param name="counts">The number of values on each axis.</param>
    public static IEnumerable<int[]> Combinations(IReadOnlyList<int> counts)
    {
        var index = new int[counts.Count];
        while (true)
        {
            yield return [.. index];
            int axis = counts.Count - 1;
            while (axis >= 0 && ++index[axis] == counts[axis]) index[axis--] = 0;
            if (axis < 0) yield break;
        }
    }
}
