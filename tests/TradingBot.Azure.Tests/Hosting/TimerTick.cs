using TradingBot.Azure.Tests.Protocol;
namespace TradingBot.Azure.Tests.Hosting;

/// <summary>What a timer's function is told: the three times of its schedule, and whether it comes too late.</summary>
internal static class TimerTick
{
    public static TypedData Now()
    {
        var now = TimeProvider.System.GetUtcNow();
        var status = new JsonObject { ["Last"] = $"{now:O}", ["Next"] = $"{now.AddMinutes(1):O}", ["LastUpdated"] = $"{now:O}" };
        var schedule = new JsonObject { ["AdjustForDST"] = true };
        var tick = new JsonObject { ["Schedule"] = schedule, ["ScheduleStatus"] = status, ["IsPastDue"] = false };
        return new TypedData { Json = tick.ToJsonString() };
    }
}
