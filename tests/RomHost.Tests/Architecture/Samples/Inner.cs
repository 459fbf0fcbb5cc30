namespace RomHost.Tests.Architecture.Samples.Inner;

internal sealed class Used
{
    public const int Constant = 1;

    public static int Count { get; set; }

    public static Kind Kind => Kind.Second;
}

internal enum Kind
{
    First,
    Second,
}

internal sealed class UsedException : Exception;

internal interface IUsed;

internal class UsedBase;

[AttributeUsage(AttributeTargets.All)]
internal sealed class UsedAttribute : Attribute;
