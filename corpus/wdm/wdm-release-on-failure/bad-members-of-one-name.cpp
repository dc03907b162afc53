#include <ntddk.h>

/* Two bases, and a class and its base, have members of one name each: what is released of one is
 * not released of the other. */
extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD OnUnload;

class Journal {
    PVOID m_block = nullptr;

public:
    NTSTATUS Open()
    {
        m_block = ExAllocatePool2(POOL_FLAG_PAGED, 512, 'lnrJ');
        return m_block ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
    }
    void Close()
    {
        if (m_block)
            ExFreePool(m_block);
        m_block = nullptr;
    }
};

class Index {
    PVOID m_block = nullptr;

public:
    NTSTATUS Build()
    {
        m_block = ExAllocatePool2(POOL_FLAG_PAGED, 128, 'xdnI');
        return m_block ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
    }
    void Drop()
    {
        if (m_block)
            ExFreePool(m_block);
        m_block = nullptr;
    }
};

class Store : Journal, Index {
public:
    NTSTATUS Start()
    {
        NTSTATUS status = Journal::Open();

        if (NT_SUCCESS(status)) {
            status = Build();
            if (!NT_SUCCESS(status))
                Drop();
        }
        return status;
    }
    void Stop()
    {
        Drop();
        Close();
    }
};

struct Cell {
    PVOID bytes;

    NTSTATUS Fill(SIZE_T size)
    {
        bytes = ExAllocatePool2(POOL_FLAG_PAGED, size, 'lleC');
        return bytes ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
    }
    void Empty()
    {
        if (bytes) {
            ExFreePool(bytes);
            bytes = nullptr;
        }
    }
};

template <typename... Rest> struct Row;
template <> struct Row<> {};
template <typename First, typename... Rest> struct Row<First, Rest...> : Row<Rest...> {
    First item;
};

static Store g_Store;
static Row<Cell, Cell> g_Row;

static void EmptyRow()
{
    static_cast<Row<Cell> &>(g_Row).item.Empty();
    g_Row.item.Empty();
}

static NTSTATUS FillRow()
{
    NTSTATUS status = g_Row.item.Fill(64);

    if (NT_SUCCESS(status))
        status = static_cast<Row<Cell> &>(g_Row).item.Fill(32);
    if (!NT_SUCCESS(status))
        static_cast<Row<Cell> &>(g_Row).item.Empty();
    return status;
}

extern "C" void OnUnload(PDRIVER_OBJECT)
{
    EmptyRow();
    g_Store.Stop();
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING)
{
    NTSTATUS status = g_Store.Start();

    DriverObject->DriverUnload = OnUnload;
    if (NT_SUCCESS(status)) {
        status = FillRow();
        if (!NT_SUCCESS(status))
            g_Store.Stop();
    }
    return status; /* expect: wdm-release-on-failure, wdm-release-on-failure */
}
