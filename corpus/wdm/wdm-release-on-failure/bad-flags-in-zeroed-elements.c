/* The channels lie in a block that came zeroed, but each is called open before its ring is had. */
#include <ntddk.h>

#define CHANNELS 4

typedef struct _CHANNEL {
    PVOID Ring;
    BOOLEAN Open;
} CHANNEL;

typedef struct _CARD {
    ULONG Version;
    CHANNEL In[CHANNELS];
} CARD;

static CARD *Card;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID CloseAll(CARD *card)
{
    CHANNEL *channel;

    for (channel = card->In; channel < card->In + CHANNELS; channel++)
        if (channel->Open) {
            ExFreePoolWithTag(channel->Ring, 'gniR'); /* expect: wdm-release-on-failure */
            channel->Open = FALSE;
        }
}

static NTSTATUS OpenAll(CARD *card)
{
    ULONG i;

    for (i = 0; i < CHANNELS; i++) {
        card->In[i].Open = TRUE;
        card->In[i].Ring = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'gniR');
        if (!card->In[i].Ring) {
            CloseAll(card);
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    CloseAll(Card);
    ExFreePoolWithTag(Card, 'draC');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    Card = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(CARD), 'draC');
    if (!Card)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = OpenAll(Card);
    if (!NT_SUCCESS(status))
        ExFreePoolWithTag(Card, 'draC');
    return status;
}
