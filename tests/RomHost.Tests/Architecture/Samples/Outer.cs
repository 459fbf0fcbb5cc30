using RomHost.Tests.Architecture.Samples.Inner;

namespace RomHost.Tests.Architecture.Samples.Outer;

internal sealed class InBase : UsedBase;

internal sealed class InInterface : IUsed;

internal sealed class InField
{
    public List<Used[]> Field = [];
}

internal sealed class InProperty
{
    public Used? Property { get; set; }
}

internal static class InParameter
{
    public static bool IsNull(Used? parameter) => parameter is null;
}

internal static class InConstraint
{
    public static bool IsNull<T>(T? parameter) where T : UsedBase => parameter is null;
}

[Used]
internal sealed class InAttribute;

internal static class InCall
{
    public static int Count() => Used.Count;
}

internal static class InNew
{
    public static object Make() => new Used();
}

internal static class InPattern
{
    public static bool Matches(object value) => value is string or Used;
}

internal static class InTypeOf
{
    public static string Name => typeof(Used).Name;
}

internal static class InTypeArgument
{
    public static int Count(object[] all) => all.OfType<Used>().Count();
}

internal static class InLambda
{
    public static IEnumerable<int> Counts(int[] all) => all.Select(one => one + Used.Count);
}

internal static class InIterator
{
    public static IEnumerable<int> Counts()
    {
        yield return Used.Count;
    }
}

internal static class InCatch
{
    public static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (UsedException)
        {
            action();
        }
    }
}

internal static class InEnum
{
    public static bool IsFirst => Used.Kind == Kind.First;
}

internal static class InConstant
{
    public static int One => Used.Constant;
}

internal static class InComment
{
    /// <summary>Not as <see cref="Used"/> does it: Used.Constant.</summary>
    public static int Two => 2;
}
