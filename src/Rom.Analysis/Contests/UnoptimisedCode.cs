using System.Diagnostics;
using System.Reflection;

namespace Rom.Analysis.Contests;

/// <summary>Names code whose times say little, because it was built without optimisation.</summary>
internal static class UnoptimisedCode
{
    /// <summary>A note for each assembly.</summary>
    /// <param name="contenders">
    /// The contenders, whose factories' assemblies are looked at, and that of this class.
    /// </param>
    public static IEnumerable<string> Notes(IEnumerable<Contender> contenders) =>
        Notes([.. contenders.Select(contender => contender.Factory.Method.Module.Assembly)]);

    /// <summary>A note for each assembly, and for a debugger.</summary>
    /// <param name="assemblies">The assemblies; that of this class is looked at too.</param>
    public static IEnumerable<string> Notes(params IEnumerable<Assembly> assemblies)
    {
        foreach (var assembly in assemblies.Append(typeof(UnoptimisedCode).Assembly).Distinct())
        {
            if (assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
                yield return $"{assembly.GetName().Name} is built without optimisation; build it with -c Release";
        }
        if (Debugger.IsAttached) yield return "a debugger was attached";
    }
}
