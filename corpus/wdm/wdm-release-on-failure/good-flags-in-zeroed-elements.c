/* The channels lie in a block that came zeroed, and in a device extension: none of them is open before it is opened. */
#include <ntddk.h>

#define CHANNELS 4

typedef struct _CHANNEL {
    PVOID Ring;
    BOOLEAN Open;
} CHANNEL;

typedef struct _CARD {
    ULONG Version;
    CHANNEL In[CHANNELS];
    UCHAR Begun[2];
    PVOID Tables[2];
} CARD;

static CARD *Card;
static PDEVICE_OBJECT Control;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID CloseAll(CARD *card)
{
    CHANNEL *channel;

    for (channel = card->In; channel < card->In + CHANNELS; channel++)
        if (channel->Open) {
            ExFreePoolWithTag(channel->Ring, 'gniR');
            channel->Open = FALSE;
        }
    if (card->Begun[1])
        ExFreePoolWithTag(card->Tables[1], 'lbaT');
    if (card->Begun[0])
        ExFreePoolWithTag(card->Tables[0], 'lbaT');
}

static NTSTATUS OpenAll(CARD *card)
{
    ULONG i;

    for (i = 0; i < CHANNELS; i++) {
        card->In[i].Ring = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'gniR');
        if (!card->In[i].Ring)
            return STATUS_INSUFFICIENT_RESOURCES;
        card->In[i].Open = TRUE;
    }
    for (i = 0; i < 2; i++) {
        card->Tables[i] = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'lbaT');
        if (!card->Tables[i])
            return STATUS_INSUFFICIENT_RESOURCES;
        card->Begun[i] = 1;
    }
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    CloseAll(Control->DeviceExtension);
    IoDeleteDevice(Control);
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
        goto free;
    status = IoCreateDevice(DriverObject, sizeof(CARD), NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &Control);
    if (!NT_SUCCESS(status))
        goto free;
    status = OpenAll(Control->DeviceExtension);
    if (!NT_SUCCESS(status))
        goto delete;
    Control->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;

delete:
    CloseAll(Control->DeviceExtension);
    IoDeleteDevice(Control);
free:
    CloseAll(Card);
    ExFreePoolWithTag(Card, 'draC');
    return status;
}
