namespace TradingBot.Embedded.Durable;

/// <summary>Name of an orchestrator or activity. Names compare ignoring case.</summary>
public readonly struct TaskName : IEquatable<TaskName>
{
    private readonly string? _name;

    public TaskName(string name) => _name = name ?? throw new ArgumentNullException(nameof(name));

    public string Name => _name ?? "";

    public static implicit operator string(TaskName value) => value.Name;

    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new TaskName(value);

    public static bool operator ==(TaskName left, TaskName right) => left.Equals(right);

    public static bool operator !=(TaskName left, TaskName right) => !left.Equals(right);

    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    public override string ToString() => Name;
}
