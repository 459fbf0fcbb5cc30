using System.Diagnostics;
using System.Reflection;

namespace Rom.Analysis.Contests;

/// <summary>Reports assemblies built without optimization, whose times mean little.</summary>
internal static class UnoptimisedCode
{
    /// <summary>Returns a note for each unoptimized assembly.</summary>
    /// <param name="contenders">
    /// The contenders; the assemblies of their factories and of this class are checked.
    /// </param>
    public static IEnumerable<string> Notes(IEnumerable<Contender> contenders) =>
        Notes([.. contenders.Select(contender => contender.Factory.Method.Module.Assembly)]);

    /// <summary>Returns a note for each unoptimized assembly, and for a debugger.</summary>
    /// <param name="assemblies">The assemblies; that of this class is checked too.</param>
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
