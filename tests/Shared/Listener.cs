namespace SharedTests;

/// <summary>Keeps what it is told.</summary>
internal sealed class Listener<T> : IProgress<T>
{
    public List<T> Heard { get; } = [];

    public void Report(T value) => Heard.Add(value);
}
