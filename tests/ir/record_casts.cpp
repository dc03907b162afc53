/* A cast of an object to a reference is the object, whatever it is seen as. */
#include <ntddk.h>

struct Block {
    PVOID Memory;
    VOID Close()
    {
        ExFreePool(Memory);
        Memory = nullptr;
    }
};

struct Big : public Block {
    ULONG More;
};

struct Other {
    PVOID First;
};

extern "C" VOID test(Block &block, const Block &fixed, Big &big, PVOID raw)
{
    static_cast<Block &>(block).Close();
    ((Block &)fixed).Close();
    const_cast<Block &>(fixed).Memory = raw;
    static_cast<Block &>(big).Close();
    ((Block &)big).Close();
    static_cast<Big &>(block).More = 1;
    reinterpret_cast<Other &>(block).First = nullptr;
    reinterpret_cast<Block &>(*(char *)raw).Close();
    Block &same = (Block &)fixed;
    same.Memory = nullptr;
}
