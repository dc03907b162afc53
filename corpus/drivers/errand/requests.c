#include "errand.h"

static IO_WORKITEM_ROUTINE ErrandRun;
static LONG g_Runs;

static VOID ErrandRun(PDEVICE_OBJECT DeviceObject, PVOID Context)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Context);
    InterlockedIncrement(&g_Runs);
    IoFreeWorkItem(g_Errand);
    g_Errand = NULL;
}

static NTSTATUS ErrandComplete(PIRP Irp)
{
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS ErrandCreate(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    return ErrandComplete(Irp);
}

NTSTATUS ErrandWrite(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    IoQueueWorkItem(g_Errand, ErrandRun, DelayedWorkQueue, NULL);
    return ErrandComplete(Irp);
}
