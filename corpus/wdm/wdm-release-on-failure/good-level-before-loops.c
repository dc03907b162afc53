#include <ntddk.h>

/* A number says how far the entry has come; more pointers than that are tested on the way, and two of the steps fill rows. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static KSTART_ROUTINE Turn;

static PVOID *g_Cogs;
static ULONG g_CogCount;
static PVOID g_Belts[3];
static PVOID g_Oil;
static PDEVICE_OBJECT g_Mill;
static PKTHREAD g_Thread;
static KEVENT g_Stop;

static VOID Turn(PVOID Context)
{
    UNREFERENCED_PARAMETER(Context);
    KeWaitForSingleObject(&g_Stop, Executive, KernelMode, FALSE, NULL);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static VOID TakeDown(ULONG Level)
{
    ULONG i;

    if (Level > 4) {
        KeSetEvent(&g_Stop, IO_NO_INCREMENT, FALSE);
        KeWaitForSingleObject(g_Thread, Executive, KernelMode, FALSE, NULL);
        ObDereferenceObject(g_Thread);
    }
    if (Level > 3)
        IoDeleteDevice(g_Mill);
    if (Level > 2)
        for (i = 0; i < ARRAYSIZE(g_Belts); i++)
            if (g_Belts[i] != NULL) {
                ExFreePoolWithTag(g_Belts[i], 'tleB');
                g_Belts[i] = NULL;
            }
    if (Level > 1) {
        for (i = 0; i < g_CogCount; i++)
            if (g_Cogs[i] != NULL)
                ExFreePoolWithTag(g_Cogs[i], 'sgoC');
        ExFreePoolWithTag(g_Cogs, 'sgoC');
    }
    if (Level > 0)
        ExFreePoolWithTag(g_Oil, 'liOM');
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    TakeDown(5);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;
    ULONG level = 0, i;
    HANDLE thread;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    KeInitializeEvent(&g_Stop, NotificationEvent, FALSE);
    g_Oil = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'liOM');
    if (g_Oil == NULL)
        goto Fail;
    level++;
    g_CogCount = KeQueryMaximumProcessorCountEx(ALL_PROCESSOR_GROUPS);
    g_Cogs = ExAllocatePool2(POOL_FLAG_NON_PAGED, g_CogCount * sizeof(PVOID), 'sgoC');
    if (g_Cogs == NULL)
        goto Fail;
    level++;
    for (i = 0; i < g_CogCount; i++) {
        g_Cogs[i] = ExAllocatePool2(POOL_FLAG_NON_PAGED, 128, 'sgoC');
        if (g_Cogs[i] == NULL)
            goto Fail;
    }
    level++;
    for (i = 0; i < ARRAYSIZE(g_Belts); i++) {
        g_Belts[i] = ExAllocatePool2(POOL_FLAG_NON_PAGED, 128, 'tleB');
        if (g_Belts[i] == NULL)
            goto Fail;
    }
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Mill);
    if (!NT_SUCCESS(status))
        goto Fail;
    level++;
    status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, Turn, NULL);
    if (!NT_SUCCESS(status))
        goto Fail;
    status = ObReferenceObjectByHandle(thread, THREAD_ALL_ACCESS, *PsThreadType, KernelMode, (PVOID *)&g_Thread, NULL);
    if (!NT_SUCCESS(status)) {
        KeSetEvent(&g_Stop, IO_NO_INCREMENT, FALSE);
        ZwWaitForSingleObject(thread, FALSE, NULL);
        ZwClose(thread);
        goto Fail;
    }
    ZwClose(thread);
    level++;
    return STATUS_SUCCESS;

Fail:
    TakeDown(level);
    return status;
}
