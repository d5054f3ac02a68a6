using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Faults;

/// <summary>Lets an answer look unlike the documents, though it means the same.</summary>
internal static class ResponseVariants
{
    public static Answer Apply(Answer answer, Fault? fault)
    {
        switch (answer, fault?.Kind)
        {
            case (Answer.Refused refused, FaultKind.Localise):
                return refused.Refusal with { Message = "请求被拒绝，请稍后再试" };
            case (Answer.Ok ok, FaultKind.ExtraFields):
                AddTo(ok.Result);
                return ok;
            default:
                return answer;
        }
    }

    /// <summary>Strange fields in every object, however deep.</summary>
    private static void AddTo(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
                AddTo(item);
        }
        else if (node is JsonObject values)
        {
            foreach (var (_, value) in values)
                AddTo(value);
            values["extraText"] = "unheard of";
            values["extraObject"] = new JsonObject { ["depth"] = 1 };
        }
    }
}
