namespace TradingBot.LocalRuntime.Tests.Crash;

/// <summary>Questions to the stored histories, asked of the tables themselves and not of the engine.</summary>
internal static class HistoryQueries
{
    /// <summary>Results and fired timers in all histories.</summary>
    public static string Results(string schema) => $"SELECT count(*) FROM ({Inbound(schema)}) result";

    /// <summary>Calls whose result, or timers whose firing, stands in a history more than once.</summary>
    public static string ResultsTwice(string schema) =>
        $"SELECT count(*) FROM (SELECT 1 FROM ({Inbound(schema)}) result GROUP BY instance_id, task HAVING count(*) > 1) twice";

    /// <summary>Activities and sub-orchestrations in histories of completed instances that have no result there.</summary>
    public static string CallsWithoutResult(string schema) => $"""
        SELECT count(*) FROM {schema}.history h JOIN {schema}.instances i USING (instance_id),
            json_array_elements(h.content -> 'Actions') call
        WHERE i.status = 1 AND call ->> 'kind' IN ('activity', 'child')
          AND NOT EXISTS (SELECT 1 FROM ({Inbound(schema)}) result
            WHERE result.instance_id = h.instance_id AND result.task = call ->> 'TaskId')
        """;

    private static string Inbound(string schema) => $"""
        SELECT instance_id, event ->> 'TaskId' AS task FROM {schema}.history, json_array_elements(content -> 'Inbound') event
        WHERE event ->> 'kind' IN ('completed', 'failed', 'timer')
        """;
}
