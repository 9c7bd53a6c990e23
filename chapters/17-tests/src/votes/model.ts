import {
  DataTypes,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  type Model,
  type Sequelize,
} from 'sequelize';

export interface VoteModel extends Model<
  InferAttributes<VoteModel>,
  InferCreationAttributes<VoteModel>
> {
  postId: ForeignKey<number>;
  userId: ForeignKey<string>;
}

export function defineVote(sequelize: Sequelize) {
  return sequelize.define<VoteModel>(
    'vote',
    {
      postId: { type: DataTypes.INTEGER, primaryKey: true, allowNull: false },
      userId: { type: DataTypes.UUID, primaryKey: true, allowNull: false },
    },
    {
      tableName: 'votes',
      underscored: true,
      timestamps: false,
      indexes: [{ name: 'votes_user_id', fields: ['user_id'] }],
    },
  );
}
