#include <ntddk.h>

/* Each round of a loop makes a block of its own; its lock is initialised twice. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

enum { CHANNELS = 3 };

typedef struct _CHANNEL {
    ERESOURCE Lock;
    ULONG Number;
} CHANNEL;

static CHANNEL *g_Channels[CHANNELS];

static VOID FreeAll(VOID)
{
    for (ULONG i = 0; i < CHANNELS; i++)
        if (g_Channels[i] != NULL) {
            ExDeleteResourceLite(&g_Channels[i]->Lock);
            ExFreePoolWithTag(g_Channels[i], 'nahC');
            g_Channels[i] = NULL;
        }
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FreeAll();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    for (ULONG i = 0; i < CHANNELS; i++) {
        g_Channels[i] = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(CHANNEL), 'nahC');
        if (g_Channels[i] == NULL) {
            FreeAll();
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        ExInitializeResourceLite(&g_Channels[i]->Lock);
        g_Channels[i]->Number = i;
        ExInitializeResourceLite(&g_Channels[i]->Lock); /* expect: kernel-callbacks-eresource */
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
