/* entry.cpp: what the entry makes goes from one owner to the next, and is there once in the end. */
#include "parts.h"

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD HandedUnload;
static DRIVER_DISPATCH HandedDispatch;

static void *g_table, *g_index;
static PDEVICE_OBJECT g_device;

class Shelf {
public:
    void Put(Block block) { m_kept = std::move(block); }
    Block Take() { return std::move(m_kept); }

private:
    Block m_kept;
};

static MadeBlock MakeBlock(SIZE_T size)
{
    Block block(size);

    if (!block.Is())
        return {STATUS_INSUFFICIENT_RESOURCES, Block()};
    return {STATUS_SUCCESS, std::move(block)};
}

/* What it is given ends here. */
static NTSTATUS Compare(Block scratch, ULONG size)
{
    return scratch.Is() && size == 1 ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}

static NTSTATUS FillStore(Store &store)
{
    MadeBlock table = MakeBlock(PAGE_SIZE);
    Shelf shelf;
    Store filled;

    if (!NT_SUCCESS(table.status))
        return table.status;
    filled.table = std::move(table.block);
    shelf.Put(Block(64));
    filled.index = shelf.Take();
    if (!filled.index.Is())
        return STATUS_INSUFFICIENT_RESOURCES;
    filled.count = 1;
    store = std::move(filled);
    return STATUS_SUCCESS;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\HandedOver");
    PDEVICE_OBJECT made = nullptr;
    Store first;
    NTSTATUS status = FillStore(first);

    driver->MajorFunction[IRP_MJ_CREATE] = HandedDispatch;
    driver->MajorFunction[IRP_MJ_CLOSE] = HandedDispatch;
    driver->MajorFunction[IRP_MJ_SHUTDOWN] = HandedDispatch;
    driver->DriverUnload = HandedUnload;
    if (!NT_SUCCESS(status))
        return status;
    status = Compare(Block(32), first.count);
    if (!NT_SUCCESS(status))
        return status;

    Store second(std::move(first));
    status = IoCreateDevice(driver, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &made);
    if (!NT_SUCCESS(status))
        return status;

    NamedDevice device(made);
    NamedDevice other(std::move(device));
    Block both[2] = {std::move(second.table), std::move(second.index)};
    status = IoRegisterShutdownNotification(made);
    if (!NT_SUCCESS(status))
        return status;

    g_table = both[0].Detach();
    g_index = both[1].Detach();
    g_device = other.Detach();
    return STATUS_SUCCESS;
}

static void HandedUnload(PDRIVER_OBJECT)
{
    IoUnregisterShutdownNotification(g_device);
    IoDeleteDevice(g_device);
    ExFreePoolWithTag(g_index, HANDED_TAG);
    ExFreePoolWithTag(g_table, HANDED_TAG);
}

static NTSTATUS HandedDispatch(PDEVICE_OBJECT, PIRP irp)
{
    irp->IoStatus.Status = STATUS_SUCCESS;
    irp->IoStatus.Information = 0;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}
