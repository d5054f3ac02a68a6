using Microsoft.AspNetCore.Http;
using TradingBot.Core.Ports;
using TradingBot.Functions.Contracts;

namespace TradingBot.Functions.Api;

/// <summary>What the trader was told, newest first.</summary>
public sealed class ListNotifications(INoticeBoard notices)
{
    [Function(nameof(ListNotifications))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "notifications")] HttpRequest request, CancellationToken token)
    {
        var query = new ListQuery(request);
        var page = query.Page();
        return query.Refusal ?? Answers.Json(ListView<NotificationView>.Of(await notices.ListNotificationsAsync(page, token), NotificationView.Of));
    }
}
