module.exports = {
    edit: function (rows) {
        var self = this;
        return rows.map(function (row) {
            return self.editOne(row);
        });
    },
};
