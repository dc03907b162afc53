#include <ntddk.h>
#define PASTE(left, right) left##right
#define BLOCK(name) PASTE(Driver, name)
#define OTHER(name) PASTE(Block, name)
