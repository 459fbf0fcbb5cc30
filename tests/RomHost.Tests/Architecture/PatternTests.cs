using System.Reflection;
using System.Text.RegularExpressions;
using Rom.Forecasting.Plugins;
using Rom.Numerics.Npz;
using Rom.Testing;
using RomHost.Cli;

namespace RomHost.Tests.Architecture;

/// <summary>Whether a text is understood does not depend on how busy the machine is.</summary>
public class PatternTests
{
    [Fact]
    public void NoPattern_HasATimeLimit()
    {
        const BindingFlags Any =
            BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        Type[] one = [typeof(RootCommandLine), typeof(LoadedPlugin), typeof(PluginContract), typeof(NpyHeader)];
        var patterns = one.SelectMany(type => type.Assembly.GetTypes()).SelectMany(type => type.GetMethods(Any))
            .Select(method => (Method: method, Pattern: method.GetCustomAttribute<GeneratedRegexAttribute>()))
            .Where(entry => entry.Pattern is not null).ToList();
        Assert.InRange(patterns.Count, 30, int.MaxValue);
        Assert.Empty(patterns.Where(entry => entry.Pattern!.MatchTimeoutMilliseconds != Timeout.Infinite)
            .Select(entry => $"{entry.Method.DeclaringType}.{entry.Method.Name}"));
    }
}
