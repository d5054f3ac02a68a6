namespace TradingBot.Architecture.Tests;

/// <summary>Namespaces that use each other, directly or by way of others: from the first to the last, which uses the first again.</summary>
internal sealed record FolderCircle(IReadOnlyList<string> Namespaces, FolderArrows Arrows)
{
    /// <summary>For each namespace that is part of a circle the shortest one through it, each circle once.</summary>
    public static IReadOnlyList<FolderCircle> In(FolderArrows arrows)
    {
        var circles = new SortedDictionary<string, FolderCircle>(StringComparer.Ordinal);
        foreach (var start in arrows.Uses.Keys.Order(StringComparer.Ordinal))
        {
            if (Shortest(arrows, start) is { } circle)
                circles.TryAdd(string.Join(' ', circle.Order(StringComparer.Ordinal)), new FolderCircle(circle, arrows));
        }

        return [.. circles.Values];
    }

    public override string ToString()
    {
        var lines = Namespaces.Select((from, index) =>
        {
            var to = Namespaces[(index + 1) % Namespaces.Count];
            return $"    {from} -> {to}: {string.Join(", ", Arrows.Examples(from, to))}";
        });
        return string.Join('\n', [$"circle {string.Join(" -> ", [.. Namespaces, Namespaces[0]])}", .. lines]);
    }

    /// <summary>Breadth first from a namespace until it is met again.</summary>
    private static List<string>? Shortest(FolderArrows arrows, string start)
    {
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
        var queue = new Queue<string>([start]);
        while (queue.TryDequeue(out var at))
        {
            foreach (var next in arrows.Uses.GetValueOrDefault(at) ?? [])
            {
                if (next == start)
                    return Back(cameFrom, start, at);
                if (cameFrom.TryAdd(next, at))
                    queue.Enqueue(next);
            }
        }

        return null;
    }

    private static List<string> Back(Dictionary<string, string> cameFrom, string start, string last)
    {
        var path = new List<string>();
        for (var at = last; at != start; at = cameFrom[at])
            path.Add(at);
        path.Add(start);
        path.Reverse();
        return path;
    }
}
